import { z } from 'zod';
import { type IdeaChannel, ideaChannels, longestIdeaMinutes } from '../../domain/idea.ts';
import { ideaFormIds as ids } from '../../views/ids.ts';
import { type FormState, textIn, tickedIn } from '../form-field.ts';
import { formMetadata, responseUrl } from '../form-metadata.ts';

export const ideaMetadata = formMetadata(z.object({ responseUrl }));

export interface IdeaFormValues {
  typed: string;
  /** As typed. */
  minutes: string;
  channels: IdeaChannel[];
}

export const readIdeaForm = (state: FormState): IdeaFormValues => {
  const ticked = tickedIn(state, ids.channels);
  return {
    typed: textIn(state, ids.text),
    minutes: textIn(state, ids.minutes).trim(),
    channels: ideaChannels.filter((channel) => ticked.includes(channel)),
  };
};

/** Undefined when it is not a whole number of minutes that an extra may take. */
export const minutesIn = ({ minutes }: IdeaFormValues): number | undefined => {
  const count = /^\d{1,3}$/.test(minutes) ? Number(minutes) : 0;
  return count >= 1 && count <= longestIdeaMinutes ? count : undefined;
};
