// What every answer in Markdown says of itself.

/** Headers for the Markdown of a page: `url` is the page's, `hasOwnAddress` says that it was not asked for there by `Accept`. */
export const markdownHeaders = ({
  url,
  lang,
  hasOwnAddress,
}: {
  url: string;
  lang: string;
  hasOwnAddress: boolean;
}) => ({
  "content-type": "text/markdown; charset=utf-8",
  "content-language": lang,
  // Search engines are to list the page (RFC 6596, RFC 8288).
  link: `<${url}>; rel="canonical"`,
  ...(!hasOwnAddress && { vary: "Accept" }),
});
