/** The path of a group may hold the comma that parts a list in the address. */
export const packed = (path: string): string => path.replaceAll("%", "%25").replaceAll(",", "%2C");
export const unpacked = (text: string): string => text.replaceAll("%2C", ",").replaceAll("%25", "%");
