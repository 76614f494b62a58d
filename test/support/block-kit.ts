import { expect } from 'chai';
import { blockFaults } from 'slack-sandbox';

interface Modal {
  title?: { text: string };
  submit?: { text: string };
  close?: { text: string };
  blocks?: unknown[];
  private_metadata?: string;
}

/** Holds a message against Slack's documented limits. */
export const expectValidMessage = (message: { text: string; blocks: unknown[] }): void => {
  expect(message.text).to.have.length.within(1, 40_000);
  expect(message.blocks).to.have.length.of.at.least(1);
  expect(blockFaults(message.blocks, 'message')).to.deep.equal([]);
};

/** Holds a modal against Slack's limits. */
export const expectValidModal = (view: object): void => {
  const { title, submit, close, blocks = [], private_metadata = '' } = view as Modal;
  for (const text of [title, submit, close]) if (text) expect(text.text).to.have.length.within(1, 24);
  expect(private_metadata).to.have.length.at.most(3000);
  expect(blockFaults(blocks, 'modal')).to.deep.equal([]);
};
