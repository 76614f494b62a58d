import { ReceiverMultipleAckError } from '@slack/bolt';
import sinon from 'sinon';

/** An `ack` like that of Bolt's HTTP receiver, which throws when a request is acknowledged twice. */
export const acknowledgement = () => {
  const ack = sinon.stub<[response?: object | string], Promise<void>>();
  ack.rejects(new ReceiverMultipleAckError());
  ack.onFirstCall().resolves();
  return ack;
};
