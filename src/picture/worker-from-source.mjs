// tsx does not reach into workers by itself. From the build, picture-worker.js is started instead.
import { register } from 'tsx/esm/api';

register();
await import('./picture-worker.ts');
