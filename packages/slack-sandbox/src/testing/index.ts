export { freePort } from '../http/server.ts';
export { driveSandbox, type ProcessOptions, type SandboxProcess, spawnSandbox } from './sandbox-process.ts';
export { waitFor } from './wait-for.ts';
