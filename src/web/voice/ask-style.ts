import { styleOf } from '../page.ts';

/** Every rule is one that a phone of 2016 knows, or can do without. */
export const askStyle = styleOf(`
:root { color-scheme: light dark; }
html { font: 112.5%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #1b1b1f; background: #fff; }
body { max-width: 32rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; overflow-wrap: break-word; word-wrap: break-word; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0; font-size: 1.2rem; line-height: 1.3; }
.from { margin: 0 0 2rem; font-weight: 700; color: #3d3d46; }
.about { margin: 0; color: #55555f; }
blockquote { margin: .25rem 0 2rem; padding: .25rem 1rem; border-left: .25rem solid #7a5af0; font-size: 1.15rem; white-space: pre-line; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; max-width: 100%; }
legend { padding: 0; margin: 0 0 1rem; max-width: 100%; white-space: normal; }
.more legend { margin-bottom: .75rem; }
button { display: block; width: 100%; min-height: 3.25rem; margin: 0 0 .75rem; padding: .6rem 1rem; font: inherit; font-weight: 600; color: #1b1b1f; background: #f1eefc; border: 2px solid #6a4be0; border-radius: .6rem; cursor: pointer; white-space: normal; overflow-wrap: break-word; }
button:hover { background: #e2dcfa; }
a { color: #4a2fc0; }
a, button, textarea, input { touch-action: manipulation; }
a:focus, button:focus, textarea:focus, input:focus { outline: 3px solid #b3261e; outline-offset: 3px; }
textarea { display: block; box-sizing: border-box; width: 100%; margin: .5rem 0 1rem; padding: .6rem .75rem; font: inherit; color: inherit; background: #fff; border: 2px solid #6d6d78; border-radius: .6rem; resize: vertical; }
.small { font-size: .9rem; color: #55555f; }
.tick { display: block; position: relative; padding: .6rem 0 .6rem 2.25rem; }
.tick input { position: absolute; left: 0; top: .7rem; width: 1.4rem; height: 1.4rem; margin: 0; }
.tick + .small { margin-top: 0; }
.note { padding: .75rem 1rem; border-left: .25rem solid #b3261e; background: #fdf0ef; }
.good { padding: .75rem 1rem; border-left: .25rem solid #1d7a3e; background: #edf7f0; }
.more { margin: 2rem 0 1.5rem; padding: 1.5rem 0 0; border-top: 1px solid #c9c9d2; }
nav { margin: 3rem 0 0; padding: 1rem 0 0; border-top: 1px solid #c9c9d2; font-size: .9rem; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li { display: inline-block; margin: 0 .75rem 0 0; }
nav a { display: inline-block; padding: .5rem 0; }
nav a[aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
[dir=rtl] blockquote { border-left: 0; border-right: .25rem solid #7a5af0; }
[dir=rtl] .tick { padding: .6rem 2.25rem .6rem 0; }
[dir=rtl] .tick input { left: auto; right: 0; }
@media (prefers-color-scheme: dark) {
html { color: #ececf1; background: #17171c; }
.from { color: #d4d4dc; }
.about, .small { color: #b6b6c2; }
button { color: #fff; background: #332a5c; border-color: #a793f5; }
button:hover { background: #40357a; }
a { color: #bdaeff; }
a:focus, button:focus, textarea:focus, input:focus { outline-color: #ffb4a9; }
textarea { background: #202027; border-color: #9a9aa6; }
.note { background: #3a1d1b; border-color: #ffb4a9; }
.good { background: #17301f; border-color: #7fd69b; }
.more, nav { border-color: #44444f; }
}
`);
