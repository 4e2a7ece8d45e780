import { expect, it } from "vitest";
import { breaksAtPhrases, modelsApart } from "../../../src/site/pages/phrases";

it.each([
  "冬季服务安排：热线延长一小时，北方站点免费巡检",
  "DL-8 数据采集器正式发布：八路输入，一节电池看过整个冬天",
  "一条河的数据，是怎样变得可信的",
])("breaks %s at its pauses alone", (title) => {
  expect(breaksAtPhrases(title)).toBe(true);
});

it.each([
  ["a phrase longer than a line", "取水口上游四十分钟：一套原水预警怎样学会少喊“狼来了”"],
  ["no pause", "关于元旦放假的通知"],
  ["no Chinese", "The DL-8 is here: eight inputs"],
  ["nothing", " "],
])("lets a title with %s break anywhere", (_why, title) => {
  expect(breaksAtPhrases(title)).toBe(false);
});

it.each([
  ["便携溶解氧仪DL-8上市", ["便携溶解氧仪", "DL-8", "上市"]],
  ["COVID-19 and B-2", ["", "COVID-19", " and ", "B-2", ""]],
  ["Well-known -3 2021-04-08 A-123456", ["Well-known -3 2021-04-08 A-123456"]],
])("keeps the models in %s in one piece each", (title, pieces) => {
  expect(modelsApart(title)).toEqual(pieces);
});
