import { expect } from 'chai';
import { blockFaults } from 'slack-sandbox';

/** Every object in a message or a view, at any depth. */
const objectsIn = (value: unknown): Record<string, unknown>[] => {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [{ ...value }, ...Object.values(value).flatMap(objectsIn)];
};

const stringsIn = (value: unknown): string[] => [
  ...(typeof value === 'string' ? [value] : []),
  ...objectsIn(value).flatMap((object) =>
    Object.values(object)
      .flat()
      .filter((each) => typeof each === 'string'),
  ),
];

const emojiFields = new Set(['type', 'name', 'unicode', 'url', 'style']);

/** What Slack's documentation asks for and the sandbox does not look at. */
const expectSound = (sent: unknown): void => {
  const texts = stringsIn(sent);
  // At once: there are thousands of them, and an assertion takes far longer than the look itself.
  expect(
    texts.filter((text) => !text.isWellFormed()),
    'half a character',
  ).to.deep.equal([]);
  expect(
    texts.filter((text) => /[\u202A-\u202E\u2066-\u2069]/.test(text)),
    'a direction that is not closed',
  ).to.deep.equal([]);
  for (const object of objectsIn(sent)) {
    if (object.type === 'emoji')
      for (const field of Object.keys(object)) expect(emojiFields, 'fields of an emoji').to.include(field);
    if (object.type === 'text' || object.type === 'link')
      expect(object.text, 'text in rich text').to.have.length.within(1, 12_000);
    if (object.type === 'mrkdwn') {
      expect(object.text, 'a reference cut in half').not.to.match(/<[^<>]*$/);
      expect(object.text, 'an escape cut in half').not.to.match(/&(?!amp;|lt;|gt;)/);
    }
  }
};

/** Without the pictures, which a voice leaves out. */
const spokenForm = (text: string): string =>
  text
    .replace(/:[\w+-]+:/g, '')
    .trim()
    .toLowerCase();

/** Whoever speaks to their device says what they see written on a button (WCAG 2.5.3, label in name). */
const expectSpoken = (sent: unknown): void => {
  for (const { accessibility_label: spoken, text } of objectsIn(sent)) {
    if (typeof spoken !== 'string' || typeof text !== 'object' || text === null || !('text' in text))
      continue;
    expect(spokenForm(spoken), 'what is said of a button').to.include(spokenForm(String(text.text)));
  }
};

/** Holds a message against Slack's documented limits. */
export const expectValidMessage = (message: { text: string; blocks: unknown[] }): void => {
  expect(message.text).to.have.length.within(1, 40_000);
  expect(message.blocks).to.have.length.at.least(1);
  expect(blockFaults(message.blocks, 'message')).to.deep.equal([]);
  expectSound(message);
  expectSpoken(message);
};

/** Holds a modal against Slack's limits. */
export const expectValidModal = (view: object): void => {
  const { blocks, title, submit, close, private_metadata } = { ...view } as {
    blocks: unknown[];
    title?: { text: string };
    submit?: { text: string };
    close?: { text: string };
    private_metadata?: string;
  };
  expect(blocks).to.have.length.at.least(1);
  expect(blockFaults(blocks, 'modal')).to.deep.equal([]);
  for (const text of [title, submit, close]) if (text) expect(text.text).to.have.length.within(1, 24);
  expect(private_metadata ?? '').to.have.length.at.most(3000);
  for (const { max_length: most, initial_value: typed } of objectsIn(blocks))
    if (typeof most === 'number' && typeof typed === 'string') expect(typed).to.have.length.at.most(most);
  expectSound(view);
  expectSpoken(view);
};

/** Holds a Home against Slack's limits. */
export const expectValidHome = (view: { blocks: unknown[] }): void => {
  expect(view.blocks).to.have.length.within(1, 100);
  expect(blockFaults(view.blocks, 'home')).to.deep.equal([]);
  expect(JSON.stringify(view)).to.have.length.below(250_000);
  expectSound(view);
  expectSpoken(view);
};
