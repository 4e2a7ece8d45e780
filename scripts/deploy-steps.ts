// The steps of a deploy, in their order. Each looks before it makes, so that a deploy that died half way is simply run again.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type DeployConfig,
  fillInIds,
  findDatabaseId,
  findNamespaceId,
  hasBucket,
  hasSecret,
  readDeployConfig,
  readLogin,
} from "./deploy-config.ts";

export interface Account {
  /** Runs wrangler and comes back with what it printed. Throws with wrangler's own words when it fails. */
  ask(...args: string[]): Promise<string>;
  /** Runs wrangler with its output shown. Throws when it fails. */
  show(...args: string[]): Promise<void>;
}

interface Deploy {
  root: string;
  account: Account;
  /** `CLOUDFLARE_ACCOUNT_ID`. */
  accountId: string | undefined;
  say: (line: string) => void;
}

/** What keeps a deploy from going on, in words for the operator. */
export class CannotDeploy extends Error {}

/** Makes what is missing, migrates, deploys. Returns what is left to do by hand, a paragraph each. */
export async function deploySite({ root, account, accountId, say }: Deploy): Promise<string[]> {
  const file = join(root, "wrangler.toml");
  const config = readDeployConfig(await readFile(file, "utf8"));
  await requireLogin(account, config.accountId ?? accountId);

  if (config.database.isPlaceholder) await fillIn(file, { d1: await databaseId(account, config, say) });
  else say(`Database: wrangler.toml has the id of ${config.database.name}.`);
  if (config.namespace.isPlaceholder) await fillIn(file, { kv: await namespaceId(account, config, say) });
  else say("Pages: wrangler.toml has the namespace's id.");
  await makeBucket(account, config, say);

  say("Applying the migrations.");
  await account.show(...APPLY_MIGRATIONS);
  say("Deploying.");
  await account.show("deploy");
  return leftToDo(config, { hasAdminToken: hasSecret(await account.ask("secret", "list"), "ADMIN_TOKEN") });
}

const APPLY_MIGRATIONS = ["d1", "migrations", "apply", "DB", "--remote"];

/** What `deploySite` would run, as far as wrangler.toml alone can tell; it asks nobody. */
export function planDeploy(config: DeployConfig): string[] {
  const { database, namespace, bucket } = config;
  return [
    "wrangler whoami",
    ...(database.isPlaceholder
      ? [
          `wrangler d1 create ${database.name}    (unless \`wrangler d1 list\` shows it)`,
          "write the database's id into wrangler.toml",
        ]
      : []),
    ...(namespace.isPlaceholder
      ? [
          `wrangler kv namespace create ${namespace.title}    (unless \`wrangler kv namespace list\` shows it)`,
          "write the namespace's id into wrangler.toml",
        ]
      : []),
    `wrangler r2 bucket create ${bucket}    (unless \`wrangler r2 bucket list\` shows it)`,
    `wrangler ${APPLY_MIGRATIONS.join(" ")}`,
    "wrangler deploy",
    "wrangler secret list    (to say whether ADMIN_TOKEN is missing)",
  ];
}

async function requireLogin(account: Account, accountId: string | undefined): Promise<void> {
  // Not logged in, `whoami` exits with an error; whatever it said, the advice is the same.
  const login = readLogin(await account.ask("whoami", "--json").catch(() => ""));
  if (!login.loggedIn) {
    throw new CannotDeploy(
      "You are not logged in to Cloudflare. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN, and deploy again.",
    );
  }
  if (login.accounts.length > 1 && accountId === undefined) {
    const accounts = login.accounts.map(({ id, name }) => `  CLOUDFLARE_ACCOUNT_ID=${id} npm run deploy    # ${name}`);
    throw new CannotDeploy(["Your login has several accounts. Say which one:", ...accounts].join("\n"));
  }
}

async function databaseId(account: Account, { database: { name } }: DeployConfig, say: Deploy["say"]): Promise<string> {
  const find = async () => findDatabaseId(await account.ask("d1", "list", "--json"), name);
  return findOrMake({ find, make: () => account.ask("d1", "create", name), what: `Database ${name}`, say });
}

async function namespaceId(
  account: Account,
  { namespace: { title } }: DeployConfig,
  say: Deploy["say"],
): Promise<string> {
  const find = async () => findNamespaceId(await account.ask("kv", "namespace", "list"), title);
  return findOrMake({ find, make: () => account.ask("kv", "namespace", "create", title), what: `Pages ${title}`, say });
}

async function makeBucket(account: Account, { bucket }: DeployConfig, say: Deploy["say"]): Promise<void> {
  const find = async () => (hasBucket(await account.ask("r2", "bucket", "list"), bucket) ? bucket : null);
  await findOrMake({ find, make: () => account.ask("r2", "bucket", "create", bucket), what: `Bucket ${bucket}`, say });
}

interface Store {
  find: () => Promise<string | null>;
  make: () => Promise<unknown>;
  what: string;
  say: Deploy["say"];
}

async function findOrMake({ find, make, what, say }: Store): Promise<string> {
  const known = await find();
  if (known !== null) {
    say(`${what}: is there.`);
    return known;
  }
  await make();
  const made = await find();
  if (made === null) throw new Error(`${what} was made, but the account does not list it. Deploy again in a minute.`);
  say(`${what}: made.`);
  return made;
}

/** Written after each store, so that a deploy that dies next knows it. */
async function fillIn(file: string, ids: { d1?: string; kv?: string }): Promise<void> {
  await writeFile(file, fillInIds(await readFile(file, "utf8"), ids));
}

function leftToDo({ publicUrl, hasRoute }: DeployConfig, { hasAdminToken }: { hasAdminToken: boolean }): string[] {
  const steps: string[] = [];
  if (!hasAdminToken) {
    steps.push(`Set the token that opens the API and /admin, and keep it somewhere safe:
  openssl rand -base64 24 | tee /dev/tty | npx wrangler secret put ADMIN_TOKEN`);
  }
  if (!hasRoute) {
    steps.push(`Give the site its domain (until then it answers at workers.dev). In wrangler.toml, above [triggers]:
  routes = [{ pattern = "news.example.com", custom_domain = true }]`);
  }
  if (publicUrl === null) {
    steps.push(`Name the public origin in wrangler.toml, so that every link and feed carries it:
  PUBLIC_URL = "https://news.example.com"`);
  }
  return steps.length > 0 ? [...steps, "After a change of wrangler.toml, run `npm run deploy` again."] : steps;
}
