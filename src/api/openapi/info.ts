// What the description says of the API as a whole.

export const INFO = {
  title: "Edgewise: the editors' API",
  version: "1.0.0",
  summary: "Publish, correct and withdraw articles, and all that stands around them.",
  description: `JSON over HTTPS. \`Authorization: Bearer <token>\` goes with every call that needs a scope: \`read\`, \`write\`, \`publish\`
or \`admin\`, of which each includes those before it.

**Errors** are \`application/problem+json\` (RFC 9457). Their \`type\` is \`/problems/{name}\`, where each is explained; wrong fields are named
one by one in \`errors\`. A refusal changes nothing. An address that takes other methods answers 405 with \`Allow\`, an address that is none 404, one
with a slash too many at its end 308.

**Lists** are \`{"items": […], "nextCursor": string | null}\`: send the cursor back for the next page.

**Versions** are entity tags: send a value's \`ETag\` as \`If-Match\` with a change, and it is refused (412) if somebody else was first.
GET answers HEAD as well.

**Times** are RFC 3339, with an offset when sent, in UTC when answered.`,
  license: { name: "MIT", url: "https://opensource.org/license/mit" },
};
