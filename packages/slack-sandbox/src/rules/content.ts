import type { Block } from '../block-kit.ts';
import { isObject, type JsonObject, objectsIn } from '../json.ts';
import { refusal, SlackError } from '../slack-api/slack-error.ts';
import type { World } from '../world.ts';
import type { Surface } from './block-rules.ts';
import { blockFaults } from './blocks.ts';
import { halfCharacter } from './characters.ts';
import { massMention } from './mentions.ts';

export interface MessageArguments {
  text?: string;
  blocks?: unknown[];
  attachments?: unknown;
  markdown_text?: string;
  parse?: string;
  link_names?: boolean;
  metadata?: unknown;
}

export interface Content {
  text: string;
  blocks?: Block[];
  attachments?: JsonObject[];
}

const isBlock = (value: unknown): value is Block => isObject(value) && typeof value.type === 'string';

/** Slack names blocks and elements that have no id of their own. */
const withIds = (world: World, blocks: readonly JsonObject[]): Block[] => {
  const named = (element: unknown): unknown => {
    const [object] = objectsIn([element]);
    const isText = object?.type === 'plain_text' || object?.type === 'mrkdwn' || object?.type === 'image';
    return object && !isText && object.action_id === undefined
      ? { ...object, action_id: world.workspace.newId('').slice(0, 5) }
      : element;
  };
  const withNames: unknown[] = blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? world.workspace.newId('').slice(0, 5),
    ...(block.type === 'actions' && { elements: objectsIn(block.elements).map(named) }),
    ...(block.accessory !== undefined && { accessory: named(block.accessory) }),
    ...(block.element !== undefined && { element: named(block.element) }),
  }));
  return withNames.filter(isBlock);
};

/** Records every fault, and refuses as Slack does when there is one. */
export const checkedBlocks = (
  world: World,
  method: string,
  blocks: readonly unknown[],
  surface: Surface,
): Block[] => {
  const faults = blockFaults(blocks, surface);
  for (const fault of faults) world.journal.addViolation({ ...fault, method });
  if (faults.length > 0) {
    const code = surface === 'message' ? 'invalid_blocks' : 'invalid_arguments';
    throw refusal(
      code,
      faults.map((fault) => fault.what),
    );
  }
  return withIds(world, objectsIn(blocks));
};

const checkMentions = (world: World, method: string, given: MessageArguments) => {
  const mention = massMention({
    text: given.text,
    markdownText: given.markdown_text,
    blocks: objectsIn(given.blocks),
    attachments: given.attachments,
    linksNames: given.link_names === true || given.parse === 'full' || given.parse === 'client',
  });
  if (mention) {
    world.journal.addViolation({
      rule: 'mass-mention',
      method,
      what: `the message notifies many: ${mention}`,
    });
  }
};

const ATTACHMENTS_MOST = 100;

/** Whatever a message holds besides its blocks, which are checked by themselves. */
const checkRest = (world: World, method: string, given: MessageArguments) => {
  const { text, markdown_text, attachments, metadata } = given;
  const half = halfCharacter({ text, markdown_text, attachments, metadata }, 'message');
  if (half) {
    const what = `${half} holds half a character`;
    world.journal.addViolation({ rule: 'half-character', method, what });
    throw refusal('invalid_arguments', [what]);
  }
  if (objectsIn(attachments).length > ATTACHMENTS_MOST) {
    const what = `more than ${ATTACHMENTS_MOST} attachments`;
    world.journal.addViolation({ rule: 'limit', method, what });
    throw new SlackError('too_many_attachments');
  }
};

/** What a message is to say, once it keeps to Slack's rules. `textMax` is where Slack refuses instead of cutting. */
export const checkedContent = (
  world: World,
  method: string,
  given: MessageArguments,
  textMax: number,
): Content => {
  checkRest(world, method, given);
  const text = given.markdown_text ?? given.text ?? '';
  const blocks = given.blocks?.length ? checkedBlocks(world, method, given.blocks, 'message') : undefined;
  const attachments = objectsIn(given.attachments);
  if (text === '' && !blocks && attachments.length === 0) throw new SlackError('no_text');
  if (text.length > textMax) {
    const what = `the text has ${text.length} characters; Slack takes ${textMax}`;
    world.journal.addViolation({ rule: 'limit', method, what });
    throw new SlackError('msg_too_long');
  }
  if (blocks && text.trim() === '') {
    const what = 'blocks without top-level text, which is what screen readers read';
    world.journal.addViolation({ rule: 'missing-text', method, what });
  }
  checkMentions(world, method, given);
  return { text, ...(blocks && { blocks }), ...(attachments.length > 0 && { attachments }) };
};
