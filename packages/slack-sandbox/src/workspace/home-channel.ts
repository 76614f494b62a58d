/** The channel to which the bot is invited at the start, and with which the page opens. */
export const HOME_CHANNEL = 'brag-wall';
