// The editor's script: it speaks to the API as any other client does. Inlined and admitted by its hash.
//
// The token stays in this tab (sessionStorage) and goes nowhere but to this site's API.

export const editorScript = `(() => {
const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const status = $("status");
let open = null;
let dayOf;

const say = (text, wrong = false) => { status.textContent = text; status.classList.toggle("wrong", wrong); };

async function call(method, path, body, headers = {}) {
  const response = await fetch("/api" + path, {
    method,
    headers: { authorization: "Bearer " + sessionStorage.token, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (response.ok) return { answer, etag: response.headers.get("etag") };
  if (response.status === 401) { delete sessionStorage.token; showSignIn(); }
  const lines = (answer.errors || []).map((e) => (e.pointer || e.parameter) + ": " + e.detail);
  throw new Error([answer.title, answer.detail, ...lines].filter(Boolean).join("\\n"));
}

const guarded = (work) => async (event) => {
  event?.preventDefault();
  try { await work(event); } catch (error) { say(error.message, true); }
};

function showSignIn() {
  const signedIn = Boolean(sessionStorage.token);
  $("sign-in").hidden = signedIn;
  $("desk").hidden = !signedIn;
  $("sign-out").hidden = !signedIn;
}

async function begin() {
  const [sections, site] = await Promise.all([call("GET", "/sections"), call("GET", "/site")]);
  const lang = document.documentElement.lang;
  const nameOf = ({ name, slug }) => name[lang] || Object.values(name)[0] || slug;
  $("section").replaceChildren(...sections.answer.items.map((item) => new Option(nameOf(item), item.slug)));
  $("lang").replaceChildren(...site.answer.languages.map((tag) => new Option(tag, tag)));
  // The day that readers see: en-CA writes it as 2021-04-08.
  const days = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: site.answer.timeZone, calendar: "iso8601" });
  dayOf = (time) => days.format(new Date(time));
  showSignIn();
  await Promise.all([list(), chart()]);
}

async function chart() {
  const { answer } = await call("GET", "/stats?by=day");
  const most = Math.max(1, ...answer.items.map(({ reads }) => reads));
  const width = 300 / answer.items.length;
  $("reads-told").textContent = words.reads + answer.total.toLocaleString(document.documentElement.lang);
  $("reads").replaceChildren(...answer.items.map(({ day, reads }, n) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const height = Math.max(1, 80 * reads / most);
    const place = { x: n * width, y: 80 - height, width: width - 2, height };
    for (const [name, value] of Object.entries(place)) bar.setAttribute(name, String(value));
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = day + ": " + reads.toLocaleString(document.documentElement.lang);
    bar.append(title);
    return bar;
  }));
}

async function list() {
  const { answer } = await call("GET", "/articles?limit=30");
  $("articles").replaceChildren(...answer.items.map((item) => {
    const line = document.createElement("li");
    const button = document.createElement("button");
    const small = document.createElement("small");
    button.type = "button";
    const title = document.createElement("span");
    title.textContent = item.title;
    small.textContent = [words.statuses[item.status], item.section, dayOf(item.publishedAt || item.updatedAt)].join(" · ");
    button.append(title, small);
    button.addEventListener("click", guarded(() => edit(item.id)));
    line.append(button);
    return line;
  }));
}

async function edit(id) {
  const { answer, etag } = await call("GET", "/articles/" + id);
  open = { id, etag, format: answer.format };
  for (const name of ["title", "section", "lang", "slug", "kind", "summary", "body", "author"]) $(name).value = answer[name] ?? "";
  $("tags").value = answer.tags.join(", ");
  show(answer);
  say("");
  await preview();
}

function show(article) {
  $("heading").textContent = article ? words.editing + " #" + article.id + " · " + words.statuses[article.status] : words.writing;
  $("see").hidden = !article || article.status !== "published";
  if (article) $("see").href = article.url;
  $("withdraw").hidden = !article || article.status === "withdrawn";
  $("draft").hidden = Boolean(article) && article.status !== "draft";
}

function fresh() {
  open = null;
  $("form").reset();
  $("preview").replaceChildren();
  show(null);
  say("");
  $("title").focus();
}

function read() {
  const optional = (name) => $(name).value.trim() || null;
  return {
    title: $("title").value, section: $("section").value, lang: $("lang").value, slug: optional("slug"), kind: optional("kind"),
    summary: optional("summary"), author: optional("author"), body: $("body").value, format: open ? open.format : "markdown",
    tags: $("tags").value.split(/[,，、]/).map((tag) => tag.trim()).filter(Boolean),
  };
}

async function save(wish) {
  const article = { ...read(), ...wish };
  if (open && !article.slug) delete article.slug;
  const { answer, etag } = open
    ? await call("PATCH", "/articles/" + open.id, article, { "if-match": open.etag })
    : await call("POST", "/articles", article);
  open = { id: answer.id, etag, format: answer.format };
  $("slug").value = answer.slug;
  show(answer);
  say(words.saved[answer.status] || words.saved.published);
  await list();
}

async function withdraw() {
  if (!confirm(words.confirmWithdraw)) return;
  const { answer, etag } = await call("DELETE", "/articles/" + open.id, undefined, { "if-match": open.etag });
  open.etag = etag;
  show(answer);
  say(words.saved.withdrawn);
  await list();
}

async function preview() {
  const text = $("body").value;
  const format = open ? open.format : "markdown";
  if (!text.trim()) return $("preview").replaceChildren();
  const { answer } = await call("POST", "/preview", { [format]: text });
  // Safe: the API's sanitiser made it, and the policy of this page lets no other script run.
  if (text === $("body").value) $("preview").innerHTML = answer.html;
}

let pause;
$("body").addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(guarded(preview), 400); });
$("sign-in").addEventListener("submit", guarded(async () => {
  sessionStorage.token = $("token").value.trim();
  $("token").value = "";
  await begin();
  // The editors' own reads don't count.
  await call("POST", "/session");
  say("");
}));
$("sign-out").addEventListener("click", guarded(async () => {
  delete sessionStorage.token;
  fresh();
  showSignIn();
  await fetch("/api/session", { method: "DELETE" });
}));
$("form").addEventListener("submit", guarded(() => save({ status: "published" })));
$("draft").addEventListener("click", guarded(() => save({ status: "draft" })));
$("withdraw").addEventListener("click", guarded(withdraw));
$("new").addEventListener("click", fresh);
showSignIn();
show(null);
if (sessionStorage.token) guarded(begin)();
})();`;
