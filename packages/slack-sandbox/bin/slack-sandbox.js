#!/usr/bin/env node
import { register } from 'tsx/esm/api';

// It runs from its source: there is nothing to build.
register();
const { runSandbox } = await import('../src/main.ts');
await runSandbox(process.argv.slice(2));
