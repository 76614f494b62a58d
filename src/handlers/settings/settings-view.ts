import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import { followSettings } from '../../operations/settings/follow-settings.ts';
import { type SaveOutcome, saveSettings } from '../../operations/settings/save-settings.ts';
import { unknownForm } from '../../views/apology.ts';
import { settingsForm } from '../../views/settings/settings-form.ts';
import { overtakenNotice, settingsSaved } from '../../views/settings/settings-news.ts';
import { noLongerManager } from '../../views/settings/settings-refusal.ts';
import { unstoredForm } from '../../views/unstored.ts';
import { keepOpen, keepOpenWith } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import {
  anyBlock,
  isWholeForm,
  metadataOf,
  readSettingsForm,
  settingErrors,
  settingsMetadata,
} from './settings-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

const comesAgain = ({ shown, changes }: Extract<SaveOutcome, { kind: 'overtaken' }>): ModalView =>
  settingsForm({ ...shown, metadata: metadataOf(shown) }, overtakenNotice(changes));

const answer = async (ack: Args['ack'], outcome: SaveOutcome, version: number): Promise<void> => {
  if (outcome.kind === 'unchanged') return ack();
  if (outcome.kind === 'refused') return keepOpen(ack, anyBlock(version), noLongerManager);
  if (outcome.kind === 'faulty') return keepOpenWith(ack, settingErrors(outcome.faults, version));
  const view =
    outcome.kind === 'saved' ? settingsSaved(outcome.change, outcome.unseenEmoji) : comesAgain(outcome);
  return ack({ response_action: 'update', view });
};

/** Does what follows as soon as it is stored, also when that took longer than a person can wait. */
const follow = async (deps: Deps, atLast: Promise<SaveOutcome | undefined>): Promise<void> => {
  if ((await atLast)?.kind !== 'saved') return;
  await followSettings(deps, deps.clock.now());
  await deps.outbox.deliverDue();
};

/** Save, in the settings. */
export const createSettingsView =
  (deps: Deps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = settingsMetadata.read(view.private_metadata);
    const [someBlock = ''] = Object.keys(view.state.values);
    if (!metadata || !isWholeForm(view.state.values, metadata)) return keepOpen(ack, someBlock, unknownForm);
    const { access, version, wallChannelId, assumedManagerIds } = metadata;
    const typed = readSettingsForm(view.state.values, version);
    const filled = { typed, access, version, wallChannelId, assumedManagerIds };
    const work = saveSettings(deps, filled, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'settings', work);
    deps.background.run('settings', () => follow(deps, stored.atLast));
    if (stored.kind !== 'stored') return keepOpen(ack, anyBlock(version), unstoredForm[stored.kind]);
    return answer(ack, stored.outcome, version);
  };
