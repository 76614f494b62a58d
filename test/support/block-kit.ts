import { expect } from 'chai';

const limits = new Map<string, number>([
  ['section', 3000],
  ['header', 150],
]);

interface Node {
  type?: string;
  text?: { type?: string; text?: string } | string;
  label?: { text: string };
  hint?: { text: string };
  placeholder?: { text: string };
  options?: { text: { text: string }; value: string }[];
  elements?: Node[];
  element?: Node;
  value?: string;
  title?: { text: string };
  submit?: { text: string };
  close?: { text: string };
  blocks?: Node[];
  private_metadata?: string;
}

const textOf = (node: Node): string => (typeof node.text === 'string' ? node.text : (node.text?.text ?? ''));

const checkNode = (node: Node): void => {
  const limit = limits.get(node.type ?? '');
  if (limit !== undefined) expect(textOf(node), node.type).to.have.length.within(1, limit);
  if (node.type === 'button') expect(textOf(node)).to.have.length.within(1, 75);
  if (node.type === 'context') expect(node.elements).to.have.length.within(1, 10);
  if (node.type === 'actions') expect(node.elements).to.have.length.within(1, 25);
  if (node.value !== undefined) expect(node.value).to.have.length.at.most(2000);
  for (const option of node.options ?? []) {
    expect(option.text.text).to.have.length.within(1, 75);
    expect(option.value).to.have.length.within(1, 150);
  }
  if (node.label) expect(node.label.text).to.have.length.within(1, 2000);
  if (node.hint) expect(node.hint.text).to.have.length.within(1, 2000);
  if (node.placeholder) expect(node.placeholder.text).to.have.length.within(1, 150);
  for (const child of [...(node.elements ?? []), ...(node.element ? [node.element] : [])]) checkNode(child);
};

/** Holds a message against Slack's documented limits. */
export const expectValidMessage = (message: { text: string; blocks: unknown[] }): void => {
  expect(message.text).to.have.length.within(1, 40_000);
  expect(message.blocks).to.have.length.within(1, 50);
  for (const block of message.blocks) checkNode(block as Node);
};

/** Holds a modal against Slack's limits. */
export const expectValidModal = (view: object): void => {
  const modal = view as Node;
  expect(modal.blocks).to.have.length.within(1, 100);
  for (const text of [modal.title, modal.submit, modal.close])
    if (text) expect(text.text).to.have.length.within(1, 24);
  expect(modal.private_metadata ?? '').to.have.length.at.most(3000);
  for (const block of modal.blocks ?? []) checkNode(block);
};
