/* A Modbus server of libmodbus, unit 1: "tcp" prints its port, "rtu PATH" serves a serial port.
   Holding register n holds 3 n, input register n holds n, every third coil is on, every second
   discrete input; there are 200 of each. It serves one client after another, until it is killed. */
#include <arpa/inet.h>
#include <modbus/modbus.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static int serve(modbus_t *device, modbus_mapping_t *memory) {
  uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
  for (;;) {
    int length = modbus_receive(device, query);
    if (length < 0) return -1;
    if (length > 0) modbus_reply(device, query, length, memory);
  }
}

int main(int count, char **words) {
  modbus_mapping_t *memory = modbus_mapping_new(200, 200, 200, 200);
  for (int n = 0; n < 200; n++) {
    memory->tab_registers[n] = 3 * n;
    memory->tab_input_registers[n] = n;
    memory->tab_bits[n] = n % 3 == 0;
    memory->tab_input_bits[n] = n % 2 == 0;
  }
  if (count == 3 && !strcmp(words[1], "rtu")) {
    modbus_t *device = modbus_new_rtu(words[2], 9600, 'N', 8, 1);
    modbus_set_slave(device, 1);
    if (modbus_connect(device)) return perror(words[2]), 1;
    puts("0");
    fflush(stdout);
    for (;;) serve(device, memory);
  }
  modbus_t *device = modbus_new_tcp("127.0.0.1", 0);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (bind(listener, (void *)&address, sizeof address) || listen(listener, 4) ||
      getsockname(listener, (void *)&address, &length)) {
    return perror("modbus_libmodbus_server"), 1;
  }
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    if (modbus_tcp_accept(device, &listener) < 0) return 1;
    serve(device, memory);
    modbus_close(device);
  }
}
