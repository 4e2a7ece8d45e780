// Bodies that hold everything a Markdown article can, as the pipeline prints them.

const everything = `
<h2 id="h-code">Code</h2>
<pre tabindex="0"><code class="hljs language-js"><span class="hljs-comment">// how many homes a turbine lights</span>
<span class="hljs-keyword">export</span> <span class="hljs-keyword">function</span> <span class="hljs-title function_">homes</span>(megawatts) {
  <span class="hljs-keyword">return</span> <span class="hljs-title class_">Math</span>.<span class="hljs-title function_">round</span>(megawatts * <span class="hljs-number">1_100</span>) + <span class="hljs-string">" homes, and this string goes on well beyond the edge of any telephone"</span>;
}
</code></pre>
<p>Press <kbd>Ctrl</kbd> + <kbd>K</kbd>, or call <code>npm run deploy</code>; H<sub>2</sub>O, 10<sup>6</sup>, <del>old</del> <mark>marked</mark> <strong>strong</strong>.
https://example.org/a/very/long/address/without/any/blank/that/must/break/somewhere/or/the/page/scrolls</p>
<div class="table" role="group" tabindex="0" aria-label="Quarter, MW, Change, Grid, Remarks"><table><thead><tr><th>Quarter</th><th class="right">MW</th><th class="right">Change</th><th class="center">Grid</th><th>Remarks</th></tr></thead>
<tbody><tr><td>2020 Q1</td><td class="right">1,204.5</td><td class="right">+12%</td><td class="center">✓</td><td>Lithium iron phosphate leads</td></tr>
<tr><td>2021 Q1</td><td class="right">2,240.0</td><td class="right">+86%</td><td class="center">✓</td><td>Two provinces connected late</td></tr></tbody></table></div>
<ul class="contains-task-list"><li class="task-list-item"><label><input type="checkbox" checked disabled> Connect</label></li><li class="task-list-item"><label><input type="checkbox" disabled> Measure for a year</label></li></ul>
<ol><li>One<ul><li>One and a half<ol><li>Deep</li></ol></li></ul></li><li>Two</li></ol>
<hr>`;

const figure = `<figure><img src="/media/cover-1.svg" alt="" width="1200" height="800" loading="lazy" decoding="async"><figcaption>图 / Figure 1</figcaption></figure>`;

const notes = (text: string) =>
  `<div class="footnotes" role="doc-endnotes"><ol><li id="h-fn1"><p>${text} <a href="#h-fnref1" class="footnote-backref" role="doc-backlink">↩</a></p></li></ol></div>`;

const note = `<sup class="footnote-ref"><a href="#h-fn1" id="h-fnref1" role="doc-noteref">[1]</a></sup>`;

export const proseZh = `<p>4 月 8 日清晨，位于南海某海域的三台漂浮式风电机组顺利并网。项目负责人说，这是国内首次在水深超过 60 米的海域实现<em>商业化</em>供电${note}，“从安装到并网只用了 41 天——比计划提前了两周”。</p>
<p>与固定式基础不同，漂浮式机组靠<a href="https://example.org/mooring">系泊缆</a>定位，水越深，优势越明显。过去十年，行业一直在等一个足够便宜的浮体；如今答案也许来自造船厂。</p>
<h2 id="h-why">为什么是现在</h2>
<p>一是单机容量上来了。从 6.5 MW 到 16.6 MW，单位千瓦的浮体用钢量下降了四成。二是施工窗口更灵活，整机可以在码头总装后再拖航到场址，不必等待大型安装船。</p>
<blockquote><p>深远海的风更稳，利用小时数普遍超过 4000 小时。真正的考验不是风，而是台风。</p></blockquote>
<h3 id="h-cost">成本还差多少</h3>
<p>业内普遍估计，漂浮式的度电成本目前约为固定式的 1.8 倍，五年内有望持平。</p>
${figure}${everything}${notes("据项目单位 2021 年 4 月公布的数据。")}`;

export const proseEn = `<p>Early on 8 April three floating turbines in the South China Sea began to feed the grid, the first in China to sell power from water deeper than 60 metres.${note} “From installation to connection took 41 days,” said the project’s lead, “<em>two weeks</em> less than we had planned.”</p>
<p>Where fixed foundations stand, floating ones are held by <a href="https://example.org/mooring">mooring lines</a>, and the deeper the water the better the bargain. For a decade the industry waited for a hull that was cheap enough; the answer may come from shipyards.</p>
<h2 id="h-why">Why it happens now</h2>
<p>Machines have grown. Between 6.5 and 16.6 megawatts the steel in a hull fell by four tenths for each kilowatt. And the whole machine is put together at the quay and towed out, so nobody waits for a large installation vessel.</p>
<blockquote><p>Far out the wind is steadier. The real test isn’t the wind, it’s the typhoon.</p></blockquote>
<h3 id="h-cost">How much is still missing</h3>
<p>Most estimates put the cost of a floating kilowatt-hour at 1.8 times that of a fixed one, and expect them to meet within five years.</p>
${figure}${everything}${notes("Figures of the operator, April 2021.")}`;
