// Task list items `- [x] done` in Markdown (GFM §5.3): a disabled checkbox for the brackets.

import type { MarkdownIt, StateCore, Token } from "markdown-it";

const TASK = /^\[([ xX])\](?=\s)/;

/** A markdown-it plugin. The source decides, so `\[ ]` stays text. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after("inline", "task_lists", markTasks);
}

function markTasks(state: StateCore): void {
  const openLists: Token[] = [];
  for (const [index, token] of state.tokens.entries()) {
    if (/^(bullet|ordered)_list_open$/.test(token.type)) openLists.push(token);
    if (/^(bullet|ordered)_list_close$/.test(token.type)) openLists.pop();

    const item = state.tokens[index - 2];
    const text = token.children?.[0];
    const task = token.type === "inline" ? TASK.exec(token.content) : null;
    if (!task || item?.type !== "list_item_open" || text?.type !== "text" || !TASK.test(text.content)) continue;

    const box = new state.Token("html_inline", "", 0);
    box.content = `<input type="checkbox" disabled${task[1] === " " ? "" : " checked"}>`;
    text.content = text.content.slice(task[0].length);
    token.children?.unshift(box);
    item.attrSet("class", "task-list-item");
    openLists.at(-1)?.attrSet("class", "contains-task-list");
  }
}
