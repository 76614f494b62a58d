import { saidOfThem } from '../../domain/credit.ts';
import { type CreditReport, reportStanding } from '../../domain/credit-report.ts';
import { parseSlackText } from '../../domain/slack-text.ts';
import type { Win } from '../../models/win-schema.ts';
import { namesInWin } from './win-message.ts';

/** What a win says of the people it begins with, as it was typed. */
export const saidInWin = (win: Win): string => {
  const names = namesInWin(win);
  return saidOfThem(parseSlackText(win.text), (userId) => names.get(userId));
};

/** Whom a win credits as it stands. */
export const creditOf = (win: Win): CreditReport =>
  reportStanding(
    parseSlackText(win.text),
    { ...win, helperIds: win.helperIds ?? [], groupNames: win.groupNames ?? [] },
    namesInWin(win),
    win.editions.length > 0,
  );
