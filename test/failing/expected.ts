// What an answer may say while a part of the site fails (DESIGN §3, P12, R6).

import { expect } from "vitest";
import type { Answer } from "./isolate";
import type { Asked } from "./requests";

export type Check = (answer: Answer, asked: Asked) => void;

export const asEver: Check = ({ status, headers }, asked) => {
  expect([asked.method, asked.path, status]).toEqual([asked.method, asked.path, asked.status]);
  expect(headers.get("cache-status") ?? "").not.toMatch(/stale-if-error|unavailable/);
};

/** 503 in the site's look, with a time to come again. */
export const unavailablePage: Check = ({ status, headers, text }) => {
  expect(status).toBe(503);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(headers.get("retry-after")).toBe("5");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("cache-status")).toBe("edgewise; fwd=miss; detail=unavailable");
  expect(text).toMatch(/<html lang="(?:zh-CN|en)".*<style>.*<h1>/su);
};

/** The last good page, which says that it is one. */
export const standsIn: Check = ({ status, headers }, asked) => {
  expect([asked.method, asked.path, status]).toEqual([asked.method, asked.path, asked.status]);
  expect(headers.get("cache-status")).toContain("hit; detail=stale-if-error");
};

/** A problem of RFC 9457 with a time to come again. A read is never said to be counted. */
export const unavailableProblem: Check = ({ status, headers, text }) => {
  expect(JSON.parse(text)).toMatchObject({ type: "/problems/unavailable", status: 503 });
  expect(JSON.parse(text)).not.toHaveProperty("counted");
  expect(status).toBe(503);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(headers.get("retry-after")).toBe("5");
  expect(headers.get("cache-control")).toBe("no-store");
};

/** A read that is told as counted, by a page's script or an image. */
export const counted: Check = (answer, asked) => {
  asEver(answer, asked);
  if (asked.method === "POST") expect(JSON.parse(answer.text)).toMatchObject({ counted: true });
  else expect(answer.headers.get("content-type")).toBe("image/gif");
};

/** Health that names exactly these parts as failing. */
export const healthWithout =
  (...failing: string[]): Check =>
  ({ status, text }) => {
    const health: unknown = JSON.parse(text);
    const parts = ["db", "pages", "media", "reads"].map((part) => [part, failing.includes(part) ? "failing" : "ok"]);
    expect(health).toMatchObject({ ok: failing.length === 0, parts: Object.fromEntries(parts) });
    expect(Object(health).overdue === null).toBe(failing.includes("db"));
    expect(status).toBe(failing.length === 0 ? 200 : 503);
  };
