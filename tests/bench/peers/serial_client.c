/* Times a serial port with poll() and read(), which is the best a program can do.
   A question is "ping", n of the port /dev/pts/n and how often; the answer is questions per second.
   Or "lines", n and how many bytes; the answer is lines per second. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static char buffer[65536];

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static ssize_t received(int fd, char *at, size_t room) {
  struct pollfd waiting = {fd, POLLIN, 0};
  if (poll(&waiting, 1, 5000) <= 0) exit(1);
  ssize_t came = read(fd, at, room);
  if (came <= 0) exit(1);
  return came;
}

static double ping(int fd, int times) {
  double start = now_s();
  for (int i = 0; i < times; i++) {
    if (write(fd, "PING\n", 5) != 5) exit(1);
    size_t count = 0;
    do count += received(fd, buffer + count, sizeof buffer - count);
    while (buffer[count - 1] != '\n');
    if (atof(buffer) != 1.2345) exit(1);
  }
  return times / (now_s() - start);
}

static double lines(int fd, long bytes) {
  char burst[32];
  double start = now_s();
  int length = sprintf(burst, "BURST %ld\n", bytes);
  if (write(fd, burst, length) != length) exit(1);
  long found = 0;
  for (long got = 0; got < bytes;) {
    ssize_t came = received(fd, buffer, sizeof buffer);
    got += came;
    for (char *at = buffer; (at = memchr(at, '\n', buffer + came - at)) != NULL; at++) found++;
  }
  return found / (now_s() - start);
}

int main(void) {
  char what[16];
  int port;
  long count;
  puts("ready");
  fflush(stdout);
  while (scanf("%15s %d %ld", what, &port, &count) == 3) {
    char path[64];
    sprintf(path, "/dev/pts/%d", port);
    int fd = open(path, O_RDWR | O_NOCTTY);
    if (fd < 0) return 1;
    printf("%.3f\n", strcmp(what, "ping") == 0 ? ping(fd, count) : lines(fd, count));
    fflush(stdout);
    close(fd);
  }
  return 0;
}
