import { styleOf } from '../page.ts';

/**
 * Dark and calm, in parts of the screen's own size: what is read from five metres is never smaller than a twenty-fifth of
 * its height. `data-size` is how large the words are, `data-shift` moves all a little, so that nothing burns in.
 */
export const screenStyle = styleOf(`
:root { color-scheme: dark; font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; line-height: 1.25;
  --u: min(1vh, .5625vw); }
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
body { background: #10151c; color: #f3f0e9; overflow: hidden; cursor: none; }
main { position: fixed; inset: 0; padding: calc(5 * var(--u)) calc(7 * var(--u)); display: flex; flex-direction: column;
  gap: calc(3 * var(--u)); font-size: calc(4 * var(--u)); }
main[data-shift="1"] { transform: translate(calc(.7 * var(--u)), calc(.4 * var(--u))); }
main[data-shift="2"] { transform: translate(calc(.3 * var(--u)), calc(-.6 * var(--u))); }
main[data-shift="3"] { transform: translate(calc(-.7 * var(--u)), calc(.5 * var(--u))); }
main[data-shift="4"] { transform: translate(calc(-.4 * var(--u)), calc(-.4 * var(--u))); }
header, footer { flex: none; display: flex; align-items: baseline; justify-content: space-between; gap: calc(4 * var(--u));
  color: #b9c1cb; }
h1 { font-size: inherit; font-weight: 500; }
h1, #challenge, #goal-words { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#as-of { color: #ffd27d; white-space: nowrap; }
#count { white-space: nowrap; }
#stage { flex: 1; min-height: 0; overflow: hidden; display: flex; flex-direction: column; justify-content: center;
  gap: calc(2.4 * var(--u)); opacity: 1; transition: opacity .6s ease; }
#stage[data-turning] { opacity: 0; }
#top { display: flex; flex-wrap: wrap; align-items: baseline; gap: calc(1.5 * var(--u)) calc(3 * var(--u)); }
#who { color: #8fd0ff; font-weight: 600; font-size: calc(6 * var(--u)); unicode-bidi: plaintext; overflow-wrap: anywhere;
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
#mark { color: #10151c; background: #ffd27d; border-radius: calc(1.2 * var(--u)); padding: 0 calc(1.8 * var(--u));
  font-weight: 700; white-space: nowrap; }
#text, h2 { text-wrap: balance; }
#text { font-size: calc(9 * var(--u)); font-weight: 500; unicode-bidi: plaintext; overflow-wrap: anywhere;
  display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; flex: 0 1 auto; min-height: 0; }
[data-size="1"] #text { font-size: calc(7.8 * var(--u)); }
[data-size="2"] #text { font-size: calc(6.8 * var(--u)); }
[data-size="3"] #text { font-size: calc(5.9 * var(--u)); }
[data-size="4"] #text { font-size: calc(5.2 * var(--u)); }
[data-size="5"] #text { font-size: calc(5.2 * var(--u)); -webkit-line-clamp: 7; }
[data-size="6"] #text { font-size: calc(5.2 * var(--u)); -webkit-line-clamp: 4; }
#helped, #when { color: #b9c1cb; }
#customer { border-inline-start: calc(.8 * var(--u)) solid #7ddba3; padding-inline-start: calc(2.4 * var(--u));
  color: #d5f5e1; font-size: calc(4.6 * var(--u)); flex: none; }
#customer-words { unicode-bidi: plaintext; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical;
  -webkit-line-clamp: 3; overflow: hidden; }
#notice { margin: auto 0; display: flex; flex-direction: column; gap: calc(3 * var(--u)); }
h2 { font-size: calc(8 * var(--u)); font-weight: 600; }
#notice p { font-size: calc(5.4 * var(--u)); color: #d7dce2; }
footer { flex-direction: column; align-items: stretch; gap: calc(1.2 * var(--u)); }
#goal { display: flex; align-items: center; gap: calc(2.4 * var(--u)); }
#goal-words { flex: none; max-width: 75%; }
progress { appearance: none; border: 0; flex: 1; min-width: 0; height: calc(2.2 * var(--u));
  border-radius: 9rem; overflow: hidden; background: #2b3644; color: #7ddba3; }
progress::-webkit-progress-bar { background: #2b3644; }
progress::-webkit-progress-value { background: #7ddba3; border-radius: 9rem; }
progress::-moz-progress-bar { background: #7ddba3; }
noscript { overflow: auto; }
noscript li { margin: 0 0 calc(3 * var(--u)); }
@media (orientation: portrait) { :root { --u: min(.5625vh, 1vw); } }
@media (prefers-reduced-motion: reduce) { #stage { transition: none; } #stage[data-turning] { opacity: 1; } }
`);
