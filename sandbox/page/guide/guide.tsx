export const Guide = () => null;
