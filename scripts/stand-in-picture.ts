/** Stands in for a photograph: a horizon in the colours of its name, as SVG. */
export function pictureOf(name: string): string {
  const hue = (Number(name.replace(/\D/g, "")) * 97 + 200) % 360;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl(${hue} 45% 32%)"/>` +
    `<stop offset="1" stop-color="hsl(${hue + 30} 60% 78%)"/></linearGradient></defs><path fill="url(#s)" d="M0 0h1200v800H0z"/><circle cx="860" cy="430" r="90" fill="#fff8"/>` +
    `<path fill="hsl(${hue} 40% 22%)" d="M0 560l240-120 180 90 260-170 300 200 220-90v330H0z"/><path fill="hsl(${hue} 45% 14%)" d="M0 690l400-70 500 60 300-40v160H0z"/></svg>`
  );
}
