/** What went wrong with a file, to stand behind a colon. */
export function describeFileError(error: unknown): string {
  const {code, message} = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'a part of its path is no folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EDQUOT':
      return 'the quota is used up';
    case 'EFBIG':
      return 'the file may not become so large';
    case 'EEXIST':
      return 'it is there already';
    case 'Z_BUF_ERROR':
      return 'the compressed data end too early';
    default:
      return message;
  }
}
