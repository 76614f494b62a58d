export { type Browser, narrow, openBrowser, screenshotsIn, wide } from './open-browser.ts';
export { visitor } from './visitor.ts';
