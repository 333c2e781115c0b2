#include "io/io.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

iv_status iv__output_fault(const struct iv__output *out, int error)
{
    return iv__error(IV_ERROR_FILE, "%s: cannot be written: %s", out->path, strerror(error));
}

static iv_status exists(const char *path)
{
    return iv__error(IV_ERROR_EXISTS,
                     "%s: exists already; it is replaced only if overwriting is "
                     "asked for",
                     path);
}

/* A hidden name in the folder of out->path that no file has yet. */
static int create_temp(struct iv__output *out)
{
    static _Thread_local unsigned serial;
    const size_t room = strlen(out->path) + 64;
    out->temp = malloc(room);
    if (!out->temp) return -1;
    const char *base = iv__base_name(out->path);
    const int folder = (int)(base - out->path);
    for (int attempt = 0; attempt < 100; attempt++) {
        struct timespec t;
        clock_gettime(CLOCK_REALTIME, &t);
        /* a base name may be as long as the file system allows, so the new one has none of it */
        snprintf(out->temp, room, "%.*s.isovox-%lx-%lx%x.part", folder, out->path, (long)getpid(),
                 (unsigned long)t.tv_nsec, serial++);
        const int fd = open(out->temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

iv_status iv__output_open(struct iv__output *out, const char *path, bool overwrite)
{
    *out = (struct iv__output){ .fd = -1, .overwrite = overwrite };
    struct stat old;
    const bool there = stat(path, &old) == 0;
    if (there && !S_ISREG(old.st_mode))
        return iv__error(IV_ERROR_FILE, "%s: is not an ordinary file, and is left alone", path);
    if (there && !overwrite) return exists(path);
    /* a link stays a link: what it leads to is replaced */
    out->path = there ? realpath(path, NULL) : strdup(path);
    if (!out->path) return iv__error(IV_ERROR_MEMORY, "%s: no memory for its name", path);
    snprintf(out->what, sizeof out->what, "writing %s", iv__base_name(path));
    out->fd = create_temp(out);
    if (out->fd < 0) {
        const iv_status status = iv__output_fault(out, errno);
        free(out->temp);
        out->temp = NULL;
        iv__output_discard(out);
        return status;
    }
    if (there && fchmod(out->fd, old.st_mode & 0777)) { /* no reason to fail */
    }
    return IV_OK;
}

iv_status iv__output_write(struct iv__output *out, const void *from, size_t n)
{
    const char *p = from;
    while (n) {
        const ssize_t done = write(out->fd, p, n < (1u << 30) ? n : 1u << 30);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return iv__output_fault(out, done ? errno : ENOSPC);
        p += done;
        n -= (size_t)done;
    }
    return IV_OK;
}

/* Gives the finished file its name without ever replacing another: a hard link does both in one
   step. Where there are none (FAT, some network drives) the name is first taken with an empty
   file, which the rename then replaces. */
static iv_status publish_new(struct iv__output *out)
{
    if (link(out->temp, out->path) == 0) {
        unlink(out->temp);
        return IV_OK;
    }
    if (errno == EEXIST) return exists(out->path);
    const int fd = open(out->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) return errno == EEXIST ? exists(out->path) : iv__output_fault(out, errno);
    close(fd);
    if (rename(out->temp, out->path) == 0) return IV_OK;
    const int error = errno;
    unlink(out->path);
    return iv__output_fault(out, error);
}

iv_status iv__output_commit(struct iv__output *out)
{
    const int fd = out->fd;
    out->fd = -1;
    iv_status status = IV_OK;
    if (close(fd) != 0)
        status = iv__output_fault(out, errno);
    else if (!out->overwrite)
        status = publish_new(out);
    else if (rename(out->temp, out->path) != 0)
        status = iv__output_fault(out, errno);
    if (status == IV_OK) {
        free(out->temp);
        out->temp = NULL;
    }
    iv__output_discard(out);
    return status;
}

void iv__output_discard(struct iv__output *out)
{
    if (out->fd >= 0) close(out->fd);
    if (out->temp) unlink(out->temp);
    free(out->temp);
    free(out->path);
    *out = (struct iv__output){ .fd = -1 };
}
