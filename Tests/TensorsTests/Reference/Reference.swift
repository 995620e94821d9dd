/// Every operation of a device, written as its formula in double precision: slow, plain, and easy to believe.
enum Reference {}
