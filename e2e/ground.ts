/** Where the houses of the walks stand: one database server, on which every house gets a copy of the furnished demo. */
export type Ground = {
  superuser: { host: string; port: number; user: string; database: string; password?: string };
  secret: string;
};

const NAME = "CONFER_WALKS_GROUND";

/** Told by the run to its workers. */
export const tellGround = (ground: Ground): void => {
  process.env[NAME] = JSON.stringify(ground);
};

export const theGround = (): Ground => JSON.parse(process.env[NAME]!) as Ground;

/** By the seat of a worker. Another first port lets two checkouts of one machine walk side by side. */
export const portOf = (seat: number): number => Number(process.env.CONFER_E2E_PORT ?? "3100") + seat * 10;

/** Of the house of this worker. */
export const ownPort = (): number => portOf(Number(process.env.TEST_PARALLEL_INDEX ?? "0"));
