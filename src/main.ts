import { runApp } from './app.ts';

await runApp();
