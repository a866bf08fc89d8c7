import { askedMatrix } from "@/components/environments/asked";
import { matrixFilter } from "@/components/environments/queries";
import { matrixFile } from "@/lib/actions/matrix-file";

/** The table of people by environments as a file: all that the filter of its page fits, on every page of it. */
export async function GET(request: Request): Promise<Response> {
  return matrixFile(matrixFilter(askedMatrix(Object.fromEntries(new URL(request.url).searchParams))));
}
