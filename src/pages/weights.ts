// What a request would rather have: the weighed items of `Accept` and `Accept-Encoding` (RFC 9110 §12.4.2, §12.5).

/** Each item's weight of 0 to 1, by its name in lower case: 1 where none is named, and 0 for what is no weight. */
export function weightsOf(field: string | null): Map<string, number> {
  const items = (field ?? "").toLowerCase().split(",");
  return new Map(
    items.map((item) => {
      const [name = "", ...parameters] = item.split(";").map((part) => part.trim());
      return [name, weightOf(parameters)];
    }),
  );
}

function weightOf(parameters: readonly string[]): number {
  const named = parameters.find((parameter) => parameter.startsWith("q="));
  if (named === undefined) return 1;
  const weight = Number.parseFloat(named.slice("q=".length));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
