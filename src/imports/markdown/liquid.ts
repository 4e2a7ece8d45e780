// Tags between `{%` and `%}`, Hexo's (Nunjucks) and Jekyll's (Liquid): pictures, code and quotes in Markdown; the rest stays as text.

const TAG = /\{%-?\s*(\w+)((?:"[^"\n]*"|'[^'\n]*'|[^%"'\n])*?)-?%\}/g;
const WORD = /"([^"\n]*)"|'([^'\n]*)'|(\S+)/g;

const words = (text: string): string[] => [...text.matchAll(WORD)].map(([, a, b, c]) => a ?? b ?? c ?? "");

/** `text` is Markdown outside code. */
export function replaceTags(text: string, notes: Set<string>): string {
  return text
    .replace(TAG, (whole, name: string, rest: string) => replacement(name, words(rest), notes) ?? whole)
    .replace(/^[ \t]*<!--\s*more\s*-->[ \t]*$/gm, "");
}

/** Null: it stays. */
function replacement(name: string, args: string[], notes: Set<string>): string | null {
  switch (name) {
    case "raw":
    case "endraw":
      return "";
    case "asset_img":
      return assetImage(args);
    case "asset_link":
      return `[${args.slice(1).join(" ") || args[0]}](<${args[0] ?? ""}>)`;
    case "asset_path":
      return args[0] ?? "";
    case "codeblock":
    case "code":
      return `\`\`\`${args.find((word) => word.startsWith("lang:"))?.slice(5) ?? ""}`;
    case "highlight":
      return `\`\`\`${args[0] ?? ""}`;
    case "endcodeblock":
    case "endcode":
    case "endhighlight":
      return "```";
    case "blockquote":
    case "quote":
      return "<blockquote>\n";
    case "endblockquote":
    case "endquote":
      return "\n</blockquote>";
    case "youtube":
    case "vimeo": {
      const url = name === "youtube" ? `https://www.youtube.com/watch?v=${args[0]}` : `https://vimeo.com/${args[0]}`;
      notes.add(`Embedded content came as its address: ${url}`);
      return `[${url}](${url})`;
    }
    default:
      notes.add(`The tag ${name} stayed as text.`);
      return null;
  }
}

/** `{% asset_img [class] file [width [height]] [title [alt]] %}` */
function assetImage(args: readonly string[]): string {
  const at = args.findIndex((word) => /\.\w+$/.test(word));
  const file = args[at] ?? "";
  const texts = args.slice(at + 1).filter((word) => !/^\d+$/.test(word));
  const alt = texts.length > 1 ? texts[1] : (texts[0] ?? "");
  return `![${alt}](<${file}>)`;
}

const BASE_URL = /\{\{\s*site\.(?:baseurl|url)\s*\}\}/g;
const URL_FILTER =
  /\{\{\s*["']([^"'\n]*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.(?:baseurl|url))[^{}]*\}\}/g;
/** Kramdown's attributes: `{: .class}`. */
const ATTRIBUTES = /\{:[^{}\n]*\}/g;

/** What Jekyll's texts hold beside tags. */
export function replaceLiquid(text: string, notes: Set<string>): string {
  const plain = text.replace(URL_FILTER, "$1").replace(BASE_URL, "").replace(ATTRIBUTES, "");
  if (/\{\{[^{}]*\}\}/.test(plain)) notes.add("Liquid between {{ and }} stayed as text.");
  return replaceTags(plain, notes);
}
