/** Files out of what somebody dropped or pasted; of folders, the recordings in them. */

const RECORDING =
  /\.(wav|wave|bwf|mp3|mp2|m4a|m4b|aac|flac|ogg|oga|opus|wma|amr|aif|aiff|aifc|caf|au|ac3|dss|ds2|mp4|m4v|mov|mkv|mka|webm|avi|wmv|mpg|mpeg|mts|m2ts|3gp|3gpp|ts|vob|flv)$/i;

/** Whether a file out of a folder is taken; a file that somebody picked by itself always is. */
export function looksLikeRecording(file: { name: string; type: string }): boolean {
  return /^(audio|video)\//.test(file.type) || RECORDING.test(file.name);
}

/** All files of a drop; folders are searched to their last one. */
export async function filesOf(data: DataTransfer): Promise<File[]> {
  // Entries must be asked for before the first wait: afterwards the drop is over.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.length) return [...data.files];
  const found: File[] = [];
  for (const entry of entries) {
    if (entry.isDirectory) found.push(...(await inside(entry as FileSystemDirectoryEntry)));
    else found.push(await fileOf(entry as FileSystemFileEntry));
  }
  return found;
}

async function inside(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader();
  const found: File[] = [];
  // A reader gives a hundred at most, and nothing at the end.
  for (let some = await entriesOf(reader); some.length; some = await entriesOf(reader)) {
    for (const entry of some.sort((a, b) => a.name.localeCompare(b.name))) {
      if (entry.isDirectory) found.push(...(await inside(entry as FileSystemDirectoryEntry)));
      else if (!entry.name.startsWith(".")) {
        const file = await fileOf(entry as FileSystemFileEntry);
        if (looksLikeRecording(file)) found.push(file);
      }
    }
  }
  return found;
}

const entriesOf = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));
