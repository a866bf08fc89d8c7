/** Whatever is read of environments and groups is kept below this. */
export const environmentsKey = ["environments"] as const;
