/** Every id that Slack sends back to us. Frozen once shipped: messages of years ago still carry them. */
export const commandIds = { brag: '/brag' } as const;

export const actionIds = {
  nominate: 'nomination.toggle',
  winMore: 'win.more',
  winEdit: 'win.edit',
  winTakeDown: 'win.take_down',
  wallChoose: 'wall.choose',
  digestManagers: 'digest.managers',
} as const;

export const callbackIds = {
  winCompose: 'win.compose',
  winChange: 'win.change',
} as const;

/** Blocks and inputs of the form for a win. */
export const winFormIds = {
  text: 'win_text',
  people: 'win_people',
  customer: 'win_customer',
  rung: 'win_rung',
  principle: 'win_principle',
  customerData: 'win_customer_data',
  value: 'value',
} as const;

/** The event type of the metadata by which the bot finds its own messages again. */
export const deliveryMetadataType = 'brag_wall_delivery';
