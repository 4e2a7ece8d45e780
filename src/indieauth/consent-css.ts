// What the page on which an app is let in has beside the site's own look.

import { css } from "../look/css";

const own = `
.consent { max-inline-size: 36rem; margin-inline: auto; padding: 2rem 1.25rem 4rem; }
.consent > .whose { font-weight: 700; }
.consent h1 { margin-block: 1.5rem 1rem; }
.consent dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
.consent dt, .consent small { color: var(--soft); }
.consent fieldset p { line-height: 1.4; }
.consent fieldset { margin: 1.5rem 0; padding: .75rem 1rem; border: var(--rule); }
.consent fieldset label { display: block; padding-block: .25rem; }
.consent [type=password] { display: block; inline-size: 100%; margin-block: .25rem; padding: .6rem .75rem; border: 1px solid var(--soft); background: var(--paper); }
.consent .alert { margin-block: 1rem; padding: .6rem .75rem; border-inline-start: 3px solid var(--accent); background: var(--wash); }
.consent .choice { display: flex; align-items: center; gap: 1.5rem; margin-block-start: 1.5rem; }
.consent button { padding: .6rem 2rem; background: var(--accent); color: var(--paper); cursor: pointer; }
`;

export const consentCss: string = css + own.replace(/\n/g, "");
