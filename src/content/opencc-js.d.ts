// The package types its converters, not its tables: "traditional simplified|…", a pair of characters each.

declare module "opencc-js/dict/TSCharacters" {
  const pairs: string;
  export default pairs;
}
