// The editor's stylesheet, inlined and admitted to the content security policy by its hash.

export const editorCss = `
:root{color-scheme:light dark;--ink:#16181b;--soft:#5a6069;--paper:#fff;--tint:#f3f4f6;--line:#d5d8dd;--accent:#b02a18;--on-accent:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a4abb5;--paper:#131518;--tint:#1d2024;--line:#383d45;--accent:#ff8a73;--on-accent:#131518}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;background:var(--paper);color:var(--ink)}
header{display:flex;gap:1rem;align-items:center;flex-wrap:wrap;padding:.75rem 1.25rem;border-block-end:1px solid var(--line);border-block-start:4px solid var(--accent)}
header h1{font-size:1.1rem;margin:0;margin-inline-end:auto}
main{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,17rem);gap:1.5rem;padding:1.25rem;max-inline-size:90rem;margin-inline:auto}
@media (max-width:60rem){main{grid-template-columns:minmax(0,1fr)}}
a{color:var(--accent)}
h2{font-size:1rem;margin:0 0 .5rem}
ol{list-style:none;margin:0 0 1rem;padding:0}
ol button{display:block;inline-size:100%;text-align:start;background:none;color:inherit;border:0;border-block-end:1px solid var(--line);border-radius:0;padding:.5rem 0;font-weight:400}
ol span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
main>nav{position:sticky;inset-block-start:1rem;align-self:start;max-block-size:calc(100vh - 2rem);overflow:auto}
@media (max-width:60rem){main>nav{position:static;max-block-size:none}}
ol small{color:var(--soft);display:block}
label{display:block;font-size:.875rem;color:var(--soft)}
input,select,textarea{display:block;inline-size:100%;margin-block-start:.2rem;padding:.5rem .6rem;font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:.25rem}
textarea{min-block-size:24rem;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9rem;line-height:1.6;resize:vertical}
#summary{min-block-size:4rem}
form{display:grid;gap:.9rem;align-content:start}
.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.9rem}
.text{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:.9rem}
.actions{display:flex;gap:.75rem;flex-wrap:wrap;align-items:center}
button{font:inherit;font-weight:600;padding:.55rem 1.1rem;border:1px solid var(--line);border-radius:.25rem;background:var(--tint);color:var(--ink);cursor:pointer}
button.main{background:var(--accent);color:var(--on-accent);border-color:var(--accent)}
figure{margin:1.25rem 0;color:var(--soft);font-size:.875rem}
#reads{display:block;inline-size:100%;fill:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
#preview{border:1px solid var(--line);border-radius:.25rem;padding:.25rem 1rem;overflow:auto;max-block-size:40rem;overflow-wrap:anywhere}
#preview img{max-inline-size:100%;block-size:auto}
#preview table{border-collapse:collapse}#preview td,#preview th{border:1px solid var(--line);padding:.25rem .5rem}
#preview pre{overflow:auto;background:var(--tint);padding:.75rem}
[role=status]{margin:0;padding:.5rem 1.25rem 0;min-block-size:2em;white-space:pre-line;font-weight:600}
#sign-in{max-inline-size:28rem;margin:2rem auto;padding:0 1.25rem}
.wrong{color:var(--accent)}
[hidden]{display:none!important}
`;
