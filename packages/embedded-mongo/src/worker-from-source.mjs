// tsx does not reach into workers by itself. From the build, worker.js is started instead.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
