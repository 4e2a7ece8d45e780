// Hugo's shortcodes: figures, code and videos in Markdown; the rest stays as text.

import { el, print } from "../html/nodes";

/** `{{< name … >}}` and `{{% name … %}}`. Nothing can be read in two ways, or long ones would take the square of their time. */
const SHORTCODE = /\{\{([<%])\s*(\/?)(\w[\w/-]*)(?![\w/-])((?:"[^"\n]*"|`[^`]*`|[^"`<>{}])*?)[>%]\}\}/g;
const EXAMPLE = /\{\{([<%])\/\*([^{}]*?)\*\/([>%])\}\}/g;
const ARGUMENT = /(?:([\w-]+)\s*=\s*)?(?:"([^"\n]*)"|`([^`]*)`|([^\s"`=]+))/g;

type Arguments = ReadonlyMap<string, string>;

const WATCH: Readonly<Record<string, (args: Arguments) => string>> = {
  youtube: (args) => `https://www.youtube.com/watch?v=${args.get("id") ?? args.get("0")}`,
  vimeo: (args) => `https://vimeo.com/${args.get("id") ?? args.get("0")}`,
  bilibili: (args) => `https://www.bilibili.com/video/${args.get("id") ?? args.get("0")}`,
  tweet: (args) => `https://x.com/${args.get("user") ?? "i"}/status/${args.get("id") ?? args.get("0")}`,
  x: (args) => `https://x.com/${args.get("user") ?? "i"}/status/${args.get("id") ?? args.get("0")}`,
  instagram: (args) => `https://www.instagram.com/p/${args.get("id") ?? args.get("0")}/`,
  gist: (args) => `https://gist.github.com/${args.get("0")}/${args.get("1")}`,
};

/** `text` is Markdown outside code. */
export function replaceShortcodes(text: string, notes: Set<string>): string {
  return text
    .replace(SHORTCODE, (whole, _mark, slash: string, name: string, rest: string) => {
      const args = argumentsOf(withoutSlash(rest.trimEnd()));
      if (name === "highlight") return slash ? "\n```" : `\`\`\`${args.get("0") ?? ""}`;
      if (name === "figure" && slash === "") return figure(args);
      const watch = WATCH[name];
      if (watch !== undefined && args.size > 0) {
        const url = watch(args);
        notes.add(`Embedded content came as its address: ${url}`);
        return `[${url}](${url})`;
      }
      notes.add(`The shortcode ${name} stayed as text.`);
      return whole;
    })
    .replace(EXAMPLE, "{{$1$2$3}}")
    .replace(/^[ \t]*<!--\s*more\s*-->[ \t]*$/gm, "");
}

/** `{{< name … />}}` has no end tag. */
const withoutSlash = (text: string): string => (text.endsWith("/") ? text.slice(0, -1) : text);

function argumentsOf(text: string): Arguments {
  let position = 0;
  return new Map(
    [...text.matchAll(ARGUMENT)].map(([, name, quoted, raw, bare]) => [
      name?.toLowerCase() ?? String(position++),
      quoted ?? raw ?? bare ?? "",
    ]),
  );
}

function figure(args: Arguments): string {
  const src = args.get("src") ?? args.get("0") ?? "";
  const caption = [args.get("title"), args.get("caption")].filter(Boolean).join(" ");
  const image = el("img", { src, alt: args.get("alt") ?? args.get("caption") ?? "" });
  const link = args.get("link");
  const shown = link ? el("a", { href: link }, image) : image;
  return print(el("figure", {}, shown, ...(caption === "" ? [] : [el("figcaption", {}, caption)])));
}
