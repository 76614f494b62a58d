export interface Place {
  teamId: string;
  teamDomain: string;
  appId: string;
  channelId: string;
  users: { id: string; name: string }[];
  responseUrl: (n: number) => string;
}

/** Each text is said once; every third credits a colleague. */
const storyOf = (n: number, colleague: { id: string; name: string } | undefined): string => {
  const who = colleague && n % 3 === 0 ? `<@${colleague.id}|${colleague.name}> ` : '';
  return `${who}called a customer back about case ${n}, stayed on the line and made it right`;
};

/** The command with a number, by one of the users after the other. */
export const commandIn =
  ({ users, ...place }: Place) =>
  (n: number): Record<string, string> => {
    const user = users[n % users.length];
    return {
      token: 'bench',
      team_id: place.teamId,
      team_domain: place.teamDomain,
      channel_id: place.channelId,
      channel_name: 'general',
      user_id: user?.id ?? '',
      user_name: user?.name ?? '',
      command: '/brag',
      text: storyOf(n, users[(n * 7 + 1) % users.length]),
      api_app_id: place.appId,
      is_enterprise_install: 'false',
      response_url: place.responseUrl(n),
      trigger_id: `${n}.bench`,
    };
  };

/** The number of the command that a text came with; undefined for other texts. */
export const caseOf = (text: string): number | undefined => {
  const [, digits] = /about case (\d+),/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
};
