/* uno_sim - an Arduino Uno (ATmega328P at 16 MHz) in simavr.
 *
 *   uno_sim --app StandardFirmata.hex [--boot optiboot.hex] --link PATH [--no-reset-on-open] [--strict-baud]
 *       In real time, its UART on a pty that PATH links to. Opening the port resets the board.
 *   uno_sim --app StandardFirmata.hex --lockstep
 *       Without a pty and as fast as it goes: the board's clock moves only by the command `run`, so that what
 *       happens does not depend on the machine's load.
 *
 * stdout: PTY <path> | READY | OPEN <baud> | CLOSE | RESET <why> | CRASH pc=<pc> (mute until the next reset)
 *         PIN <n> <0|1> <us> | PWM <n> <duty, -1 = off> <us> | STAT ... | FLASH ... | ERR <command>
 *         DIR <n> <1 = output> <us>
 *         in lockstep also TX <hex byte> <us> | NOW <us>
 * stdin:  analog <0-5> <mV> | digital <0-19> <0|1> | reset | stat | flash <addr> <len> | quit
 *         in lockstep also rx <hex bytes> (the line is busy with them from now on) | run <us> (up to that time)
 * Pins are Firmata's: A0 is 14. Times are the board's own, in microseconds since power-on. EOF on stdin ends
 * it, so a test that dies takes the board with it.
 *
 * libsimavr is GPL-3: this is a process of its own, for tests only.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <sys/ioctl.h>
#include <asm/termbits.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_irq.h>
#include <simavr/avr_ioport.h>
#include <simavr/avr_uart.h>
#include <simavr/avr_adc.h>

static avr_t *avr;
static int master = -1, xon = 1, is_open, strict_baud, reset_on_open = 1;
static const char *link_path;
static avr_irq_t *uart_in;
static uint8_t txbuf[65536]; static size_t txlen;   /* AVR -> host */
static uint8_t rxbuf[4096];  static size_t rxpos, rxlen; /* host -> AVR */
static unsigned long n_tx, n_rx, n_drop, n_rebase;
static uint32_t boot_pc;
static int quitting, dead, lockstep;
static avr_uart_t *uart;

static uint64_t now_ns(void){ struct timespec t; clock_gettime(CLOCK_MONOTONIC,&t); return t.tv_sec*1000000000ull+t.tv_nsec; }
static uint64_t sim_us(void){ return avr->cycle/16; }

/* the UART's rate as the firmware programmed it */
static unsigned avr_baud(void){
	unsigned ubrr = avr->data[0xC4] | ((avr->data[0xC5]&0x0f)<<8);
	return 16000000u/((avr->data[0xC0]&2)?8:16)/(ubrr+1);
}
static unsigned host_baud(void){ struct termios2 t; if (ioctl(master,TCGETS2,&t)<0) return 0; return t.c_ospeed; }
static int baud_bad(void){
	if (!strict_baud) return 0;
	double h=host_baud(), a=avr_baud(); if(h<=0) return 1; double r=h/a; return r<0.955||r>1.045;
}
/* simavr 1.6 counts a parity bit that nobody sends: eleven bit times a byte. A real byte takes ten. */
static void fix_byte_time(void){
	unsigned per_bit = ((avr->data[0xC0]&2)?8:16)*((avr->data[0xC4] | ((avr->data[0xC5]&0x0f)<<8))+1);
	if (uart && uart->cycles_per_byte) uart->cycles_per_byte = per_bit*10;
}
static void on_tx(avr_irq_t*i,uint32_t v,void*p){
	n_tx++;
	if (lockstep){ printf("TX %02x %llu\n",v&0xff,(unsigned long long)sim_us()); return; }
	if (!is_open){ n_drop++; return; }
	if (baud_bad()) v = (v*0x5d+0x81)&0xff;           /* garbage, as on a real line */
	if (txlen<sizeof txbuf) txbuf[txlen++]=v; else n_drop++;
}
static void on_xon (avr_irq_t*i,uint32_t v,void*p){ xon=1; }
static void on_xoff(avr_irq_t*i,uint32_t v,void*p){ if(v) xon=0; }
static void on_pin(avr_irq_t*i,uint32_t v,void*p){ printf("PIN %ld %u %llu\n",(long)p,v&1,(unsigned long long)sim_us()); }
static uint8_t ddr_told[3];
static void on_ddr(avr_irq_t*i,uint32_t v,void*p){
	long port=(long)p; uint8_t*last=ddr_told; const long first=(long[]){0,8,14}[port];
	for(int bit=0;bit<8&&first+bit<(long[]){8,14,20}[port];bit++)
		if((v^last[port])>>bit&1) printf("DIR %ld %u %llu\n",first+bit,v>>bit&1,(unsigned long long)sim_us());
	last[port]=v;
}
/* analogWrite(): simavr 1.6 raises no PWM irq in phase-correct mode (timers 1 and 2), so look at the registers */
static void pwm_scan(void){
	static const struct{int pin,ocr,tccr,com;} w[6]={{6,0x47,0x44,7},{5,0x48,0x44,5},{9,0x88,0x80,7},{10,0x8A,0x80,5},{11,0xB3,0xB0,7},{3,0xB4,0xB0,5}};
	static int last[6]={-1,-1,-1,-1,-1,-1};
	for(int i=0;i<6;i++){ int d=(avr->data[w[i].tccr]>>w[i].com)&1?avr->data[w[i].ocr]:-1;
		if(d!=last[i]){ last[i]=d; printf("PWM %d %d %llu\n",w[i].pin,d,(unsigned long long)sim_us()); } }
}

/* own Intel-hex reader: simavr 1.6's read_ihex_chunks() trips over optiboot's type-03 record */
static void load(const char*f,int boot){
	FILE*h=fopen(f,"r"); char l[600]; unsigned base=0,n,a,t,x; int first=1; if(!h){perror(f);exit(2);}
	while(fgets(l,sizeof l,h)){
		if(sscanf(l,":%2x%4x%2x",&n,&a,&t)!=3) continue;
		if(t==2||t==4){ sscanf(l+9,"%4x",&x); base=t==2?x<<4:x<<16; }
		if(t!=0) continue;
		if(base+a+n>avr->flashend+1u){ fprintf(stderr,"%s: too big\n",f); exit(2); }
		if(boot&&first) boot_pc=base+a;
		first=0;
		for(unsigned k=0;k<n;k++){ sscanf(l+9+2*k,"%2x",&x); avr->flash[base+a+k]=x; }
	}
	fclose(h); if(first){ fprintf(stderr,"%s: no data\n",f); exit(2); }
}
static void board_reset(const char*why){
	dead=0;
	avr_reset(avr);
	avr_regbit_set(avr,avr->reset_flags.extrf);       /* external reset: optiboot looks at this */
	rxlen=rxpos=0; txlen=0; xon=1; memset(ddr_told,0,sizeof ddr_told);
	printf("RESET %s\n",why);
}
static avr_irq_t*port_irq(int n,int*bit){
	char p=n<8?'D':n<14?'B':'C'; *bit=n<8?n:n<14?n-8:n-14;
	return avr_io_getirq(avr,AVR_IOCTL_IOPORT_GETIRQ(p),IOPORT_IRQ_PIN0+*bit);
}
static void pump_rx(void){
	while(xon&&rxpos<rxlen){ uint8_t c=rxbuf[rxpos++]; n_rx++; if(baud_bad()) c=c*0x5d+0x81; avr_raise_irq(uart_in,c); }
}
static void run_slice(uint64_t end){
	avr->run_cycle_limit=2000;
	while(!dead&&avr->cycle<end){ int s=avr_run(avr); if(s==cpu_Done||s==cpu_Crashed){ printf("CRASH pc=%04x\n",avr->pc); dead=1; } }
	if(dead) avr->cycle=end;   /* e.g. bootloader left an empty flash: the board is mute until the next reset, as a real one is */
	fix_byte_time(); pwm_scan();
}
static void command(char*l){
	int a,b,bit; unsigned x,y; unsigned long long until;
	if(sscanf(l,"analog %d %d",&a,&b)==2&&a>=0&&a<6) avr_raise_irq(avr_io_getirq(avr,AVR_IOCTL_ADC_GETIRQ,ADC_IRQ_ADC0+a),b);
	else if(sscanf(l,"digital %d %d",&a,&b)==2&&a>=0&&a<20) avr_raise_irq(port_irq(a,&bit),b);
	else if(!strncmp(l,"reset",5)) board_reset("command");
	else if(!strncmp(l,"stat",4)) printf("STAT sim_us=%llu tx=%lu rx=%lu drop=%lu rebase=%lu avr_baud=%u host_baud=%u open=%d pc=%04x\n",
		(unsigned long long)sim_us(),n_tx,n_rx,n_drop,n_rebase,avr_baud(),host_baud(),is_open,avr->pc);
	else if(sscanf(l,"flash %x %x",&x,&y)==2&&x+y<=avr->flashend+1u){ printf("FLASH %x ",x); for(unsigned i=0;i<y;i++)printf("%02x",avr->flash[x+i]); puts(""); }
	else if(!strncmp(l,"quit",4)) quitting=1;
	else if(lockstep&&!strncmp(l,"rx ",3)){
		memmove(rxbuf,rxbuf+rxpos,rxlen-rxpos); rxlen-=rxpos; rxpos=0;
		for(l+=3;rxlen<sizeof rxbuf&&sscanf(l,"%2x",&x)==1;l+=2) rxbuf[rxlen++]=x;
		pump_rx();
	}
	else if(lockstep&&sscanf(l,"run %llu",&until)==1){
		while(avr->cycle<until*16){ uint64_t end=avr->cycle+800; run_slice(end<until*16?end:until*16); pump_rx(); }
		printf("NOW %llu\n",(unsigned long long)sim_us());
	}
	else printf("ERR %s\n",l);
}
static void open_pty(void){
	master=posix_openpt(O_RDWR|O_NOCTTY|O_NONBLOCK); grantpt(master); unlockpt(master);
	char*n=ptsname(master);
	struct termios2 t; ioctl(master,TCGETS2,&t);      /* raw: no echo, no CR/LF games */
	t.c_iflag=0; t.c_oflag=0; t.c_lflag=0; t.c_cflag=CS8|CREAD|CLOCAL|B9600; ioctl(master,TCSETS2,&t);
	close(open(n,O_RDWR|O_NOCTTY));                    /* so that poll() says HUP until a client opens it */
	if(link_path){ unlink(link_path); if(symlink(n,link_path)) perror(link_path); }
	printf("PTY %s\n",n);
}
static void io(void){
	struct pollfd p[2]={{master,POLLIN,0},{0,POLLIN,0}};
	poll(p,2,0);
	int open_now=!(p[0].revents&POLLHUP);
	if(open_now!=is_open){
		is_open=open_now;
		if(is_open){ printf("OPEN %u\n",host_baud()); if(reset_on_open) board_reset("open"); }
		else puts("CLOSE");
	}
	if(is_open){
		if(rxpos==rxlen&&(p[0].revents&POLLIN)){ ssize_t r=read(master,rxbuf,sizeof rxbuf); if(r>0){rxlen=r;rxpos=0;} }
		if(txlen){ ssize_t w=write(master,txbuf,txlen); if(w>0){ memmove(txbuf,txbuf+w,txlen-w); txlen-=w; } }
	} else { rxpos=rxlen=0; txlen=0; }
	pump_rx();
	if(p[1].revents&(POLLIN|POLLHUP)){
		static char b[512]; static int n; ssize_t r=read(0,b+n,sizeof b-1-n);
		if(r<=0){ quitting=1; return; } n+=r; b[n]=0; char*s=b,*e;
		while((e=strchr(s,'\n'))){ *e=0; command(s); s=e+1; }
		n-=s-b; memmove(b,s,n);
	}
}
static void quiet(struct avr_t*a,const int level,const char*f,va_list ap){ if(level<=LOG_ERROR) vfprintf(stderr,f,ap); }

int main(int c,char**v){
	const char*app[8]; int napp=0; const char*boot=0;
	for(int i=1;i<c;i++){
		if(!strcmp(v[i],"--app")&&napp<8) app[napp++]=v[++i];
		else if(!strcmp(v[i],"--boot")) boot=v[++i];
		else if(!strcmp(v[i],"--link")) link_path=v[++i];
		else if(!strcmp(v[i],"--lockstep")) lockstep=1;
		else if(!strcmp(v[i],"--strict-baud")) strict_baud=1;
		else if(!strcmp(v[i],"--no-reset-on-open")) reset_on_open=0;
		else { fprintf(stderr,"bad option %s\n",v[i]); return 2; }
	}
	setvbuf(stdout,0,_IOLBF,0); signal(SIGPIPE,SIG_IGN);
	avr_global_logger_set(quiet);
	avr=avr_make_mcu_by_name("atmega328p"); avr_init(avr);
	avr->frequency=16000000; avr->vcc=avr->avcc=avr->aref=5000; avr->log=LOG_ERROR;
	for(int i=0;i<napp;i++) load(app[i],0);
	if(boot){ load(boot,1); avr->reset_pc=boot_pc; }   /* BOOTRST fuse */
	avr->codeend=avr->flashend;
	uint32_t f=0; avr_ioctl(avr,AVR_IOCTL_UART_SET_FLAGS('0'),&f); /* no stdio copy, no poll sleep */
	uart_in=avr_io_getirq(avr,AVR_IOCTL_UART_GETIRQ('0'),UART_IRQ_INPUT);
	avr_irq_register_notify(avr_io_getirq(avr,AVR_IOCTL_UART_GETIRQ('0'),UART_IRQ_OUTPUT),on_tx,0);
	avr_irq_register_notify(avr_io_getirq(avr,AVR_IOCTL_UART_GETIRQ('0'),UART_IRQ_OUT_XON),on_xon,0);
	avr_irq_register_notify(avr_io_getirq(avr,AVR_IOCTL_UART_GETIRQ('0'),UART_IRQ_OUT_XOFF),on_xoff,0);
	for(long n=0;n<20;n++){ int b; avr_irq_register_notify(port_irq(n,&b),on_pin,(void*)n); }
	for(long n=0;n<3;n++) avr_irq_register_notify(avr_io_getirq(avr,AVR_IOCTL_IOPORT_GETIRQ("DBC"[n]),IOPORT_IRQ_DIRECTION_ALL),on_ddr,(void*)n);
	for(avr_io_t*io=avr->io_port;io;io=io->next) if(!strcmp(io->kind,"uart")) uart=(avr_uart_t*)io;
	if(!lockstep) open_pty();
	board_reset("power-on");
	puts("READY");
	if(lockstep){
		static char l[16384];
		while(!quitting&&fgets(l,sizeof l,stdin)) command(l);
		return 0;
	}
	uint64_t w0=now_ns(), c0=avr->cycle;
	while(!quitting){
		for(int n=0;n<5;n++) run_slice(avr->cycle+800);   /* registers are looked at every 50 us, the outside every 0.25 ms */
		io();
		int64_t ahead=(int64_t)((avr->cycle-c0)*62.5)-(int64_t)(now_ns()-w0);
		if(ahead>100000){ struct timespec t={0,ahead%1000000000}; nanosleep(&t,0); }
		else if(ahead<-50000000){ w0=now_ns(); c0=avr->cycle; n_rebase++; } /* >50 ms late: do not race to catch up */
	}
	if(link_path) unlink(link_path);
	return 0;
}
