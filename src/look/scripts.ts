// The few lines that run in a visitor's browser. Constants, since the content security policy admits them by their hash.

/**
 * Counts a read when the page is really shown: after prerendering, in a visible tab, and again when the back button
 * brings it back; then puts the live total where `formatReads` put the one of the render. One function is the listener
 * of every wait, so a page that waits twice counts once. It names the host of the other site whose link led here, and no
 * more of that address.
 */
export const beaconScript = `(()=>{
const d=document,e=d.querySelector("[data-reads]"),l=d.documentElement.lang;
if(!e)return;
const r=d.referrer,h=r?new URL(r).hostname:"",u=e.dataset.reads+(h&&h!=location.hostname?"?from="+h:"");
const show=n=>{e.title=n.toLocaleString(l);e.textContent=n<1e4?e.title:n.toLocaleString(l,{notation:"compact",maximumFractionDigits:1})};
const seen=()=>d.visibilityState=="visible"?fetch(u,{method:"POST",keepalive:true}).then(r=>r.json()).then(({reads:n})=>{if(typeof n=="number")show(n)}).catch(()=>{}):d.addEventListener("visibilitychange",seen,{once:true});
d.prerendering?d.addEventListener("prerenderingchange",seen,{once:true}):seen();
addEventListener("pageshow",p=>{if(p.persisted)seen()})
})()`.replaceAll("\n", "");

/** Pages are fetched as the pointer nears their links; what isn't a page, or costs a query, is left alone. */
export const speculationRules = JSON.stringify({
  prefetch: [
    {
      where: {
        and: [
          { href_matches: "/*" },
          { not: { href_matches: ["/api/*", "/admin*", "/reads/*", "/media/*", "/search*", "/*/search*"] } },
        ],
      },
      eagerness: "moderate",
    },
  ],
});
