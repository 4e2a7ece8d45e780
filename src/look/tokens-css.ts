// Colours, type and measures, all as custom properties: dark and a language's fonts only swap values. The one accent is
// the vermilion of an editor's pencil. Every text colour has 4.5:1 or more on both of its grounds, in both schemes.

export const tokens = `
:root {
  color-scheme: light dark;
  --paper: #fff;
  --wash: #f3f5f7;
  --ink: #14181d;
  --soft: #535d68;
  --line: #d5dae0;
  --accent: #b02a18;
  --mark: #ffe9a8;
  --word: #8a2b86;
  --text: #1c6b3a;
  --name: #1d4fa8;
  --rule: 1px solid var(--line);
  --serif: Charter, "Sitka Text", Cambria, "Noto Serif", Georgia, serif;
  --sans: system-ui, sans-serif;
  --reading: 1.1875rem/1.7 var(--serif);
  --gap: clamp(1rem, 4vw, 2.5rem);
}
/* CJK first, so that quotes and dashes are the full-width ones. Windows' Song is a screen font of the nineties: its sans stands in. */
:root:lang(zh) {
  --serif: "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "Microsoft YaHei", serif;
  --sans: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  --reading: 1.125rem/1.9 var(--sans);
}
:root:is(:lang(zh-Hant), :lang(zh-TW), :lang(zh-HK), :lang(zh-MO)) {
  --serif: "Songti TC", "Noto Serif CJK TC", "Noto Serif TC", "Microsoft JhengHei", serif;
  --sans: "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", sans-serif;
}
/* On paper every reader has the light scheme. */
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #131518;
    --wash: #1d2025;
    --ink: #e6e9ec;
    --soft: #a0a9b3;
    --line: #343a41;
    --accent: #ff8f7a;
    --mark: #5b4a12;
    --word: #e09be0;
    --text: #8fd1a2;
    --name: #93b9ff;
  }
}
`;
