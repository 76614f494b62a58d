/** What stands in stored texts and on messages for whoever had their data deleted. */
export const erasedName = 'a colleague';
/** In place of a story that was about one person alone. */
export const erasedStory = 'Did something good for a customer. The words were deleted, at their wish.';

const prefix = 'erased-';

/** Stands for one person in what counts for others. `random`: nothing that could be worked out from who they were. */
export const standInId = (random: string): string => `${prefix}${random}`;

/** Slack knows nobody by such an id. */
export const isStandIn = (userId: string): boolean => userId.startsWith(prefix);
