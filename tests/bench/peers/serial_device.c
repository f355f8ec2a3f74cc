/* A device on a pseudo terminal, for clients to be timed against the same device: "PING\n" is answered
   by a number, "BURST n\n" by n bytes in lines of 16.
   A line on stdin is answered by n of the port /dev/pts/n; the end of stdin ends it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LINE "+1.23450000E+00\n" /* 16 bytes */

static void send_all(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = write(fd, bytes, count);
    if (sent < 0) return;
    bytes += sent;
    count -= sent;
  }
}

static void answer(int fd, const char *question) {
  static char lines[4096];
  if (strncmp(question, "BURST ", 6) != 0) return send_all(fd, LINE, 16);
  for (size_t at = 0; at < sizeof lines; at += 16) memcpy(lines + at, LINE, 16);
  for (long left = atol(question + 6); left > 0; left -= sizeof lines)
    send_all(fd, lines, left < (long)sizeof lines ? left : (long)sizeof lines);
}

int main(void) {
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0) return 1;
  int port = open(ptsname(master), O_RDWR | O_NOCTTY); /* stays open, so that clients come and go */
  struct termios line;
  tcgetattr(port, &line);
  cfmakeraw(&line);
  tcsetattr(port, TCSANOW, &line);
  puts("ready");
  fflush(stdout);

  char held[4096];
  size_t count = 0;
  for (;;) {
    struct pollfd waiting[] = {{STDIN_FILENO, POLLIN, 0}, {master, POLLIN, 0}};
    if (poll(waiting, 2, -1) < 0) return 1;
    if (waiting[0].revents) {
      char question[256];
      if (read(STDIN_FILENO, question, sizeof question) <= 0) return 0;
      printf("%d\n", atoi(ptsname(master) + strlen("/dev/pts/")));
      fflush(stdout);
    }
    if (waiting[1].revents) {
      ssize_t came = read(master, held + count, sizeof held - 1 - count);
      if (came <= 0) return 1;
      count += came;
      held[count] = '\0';
      char *start = held;
      for (char *end; (end = strchr(start, '\n')) != NULL; start = end + 1) answer(master, start);
      count -= start - held;
      memmove(held, start, count);
    }
  }
}
