import { one } from "./one";

/** Whether the people of the demo live here; set once at boot, after furnishing. */
export const demo = one("demo", () => ({ on: false }));

/** With the demo their names stand on the sign-in page, and one press signs in as them. */
export const isDemo = (): boolean => demo.on;
