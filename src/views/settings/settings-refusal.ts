import { type Message, mention, paragraph } from '../message.ts';
import { listedBriefly } from '../words.ts';

/** Beside the settings, for whoever leads nobody. */
export const settingsForManagers = (managerIds: readonly string[]): Message =>
  paragraph(
    managerIds.length > 0
      ? `The settings are for whoever leads the team: ${listedBriefly(managerIds.map(mention), 5)}. Ask them for what you would like to be different.`
      : 'The settings are for whoever leads the team. Ask your Slack admins who that is.',
  );

/** Beside a field, for whoever was a manager when they opened the form. */
export const noLongerManager =
  'Nothing is saved: you are no manager any more. Copy what you typed, and ask somebody who is one.';
