// What the workerd that this process has started takes of the machine, as /proc has it.

import { readdir, readFile } from "node:fs/promises";

/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10;

/** CPU time of this process's workerd so far, all threads, user and system; NaN where there is no /proc. */
export async function workerdCpuMs(): Promise<number> {
  const own = await findWorkerd();
  return own === null ? Number.NaN : (Number(own.fields[11]) + Number(own.fields[12])) * TICK_MS;
}

/** The memory that workerd holds, in bytes; NaN where there is no /proc. */
export async function workerdRss(): Promise<number> {
  const own = await findWorkerd();
  if (own === null) return Number.NaN;
  const status = await readFile(`/proc/${own.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

/** The first workerd that this process has started; `fields` are those of proc(5)'s `stat` from the third on, the state. */
async function findWorkerd(): Promise<{ pid: string; fields: string[] } | null> {
  const pids = await readdir("/proc").catch(() => []);
  for (const pid of pids.filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (stat.includes("(workerd)") && Number(fields[1]) === process.pid) return { pid, fields };
  }
  return null;
}
