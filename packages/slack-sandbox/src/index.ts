export { type BotChild, createBotChild } from './bot/child.ts';
export { runSandbox } from './main.ts';
export { type BlockFault, blockFaults } from './rules/blocks.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
