/** States as the ConnectWise screen writes them after `#`, packed by liblzma with the length declared. */
export const packedStates = {
  /** Sr100, s.p.rd 48291. */
  ticket48291:
    'XQAACAAIAQAAAAAAAAA9iIoG07$U9XFHnrk2f868IPYf6dUBLXjU$EylSBNBmiK99IERCmyUe9Pxep6q_1$dPFW6ZnmPqi$7cmzdN6TIxCQI3p4I0sqYfAKsouxN5QM$OkmmFzvo8zTTehVhzP_SC1muol_sSZkZTG01DQ7vhP18kuOKjLDjd038TnwIBvtCiTE0bQ9Mv6UIbMINy5j__t5RgA==',
  /** Sr150, s.p.rd 48305. */
  ticket48305:
    'XQAACAAIAQAAAAAAAAA9iIoG07$U9XFHnrk2f868IPYf6dumpENa7EnRKFaIwOaT4BOOONxch6U7zyjYIqXaD$FdtTOB0U_NYA9uxG2ppcAqPx92SNpdyN2R3sjLYd9oDB4OnH$cprYPwtM3bhQzd5nu7BFIM7FbhJXzO6z_uLplyJTc9Lm_O_jkRw8AW8vQidnDCUTiV5wT5j0JJQ9IzR_$OiBg',
  /** Rd as a string. */
  ticketAsText:
    'XQAACABxAAAAAAAAAAA9iIoG07$U9XFHnrk2f868IPYf6dUBLXjU$EylSBNBmiK99IERCmyUe9Pxelvy0NtT$43PSCoM35E537HqmWIRrxss$6U0Fsv9OoWi5aEXwm8VSDjm3P3_5OQIAA==',
  /** Rd 0. */
  newTicket:
    'XQAACAAEAQAAAAAAAAA9iIoG07$U9XFHnrk2f868IPYf6dUBLXjU$EylSBNBmiK99IERCmyUe9Ov6GB33aaNIIROBDT3qnQwCQOSQ77Xnwfo0z8cCYinLnYftdnOMygmgeTA6amGH_jGLUUG2hx778$qrsKmDKeOR4KY_VHJPry7K1JFiL_IVbw5lD5DwL2cY80KhmL4zALhSP_l3NCA',
  /** Eleven digits. */
  longId:
    'XQAACAB1AAAAAAAAAAA9iIoG07$U9XFHnrk2f868IPYf6dUBLXjU$EylSBNBmiK99IERCmyUe9P2GQUMcewbwm1mhcnJk5U7N2fp7yjMuH2HjOJdclSD5v1VgKz9klhV6y4hWEviWiP_3QQQAA==',
  /** Sr200, 48300 only in a part of it. */
  board:
    'XQAACAB3AAAAAAAAAAA9iIoG07$U9W$OXqU2f868IPYhCwZbCCkqIYRFHeyR$YSSk0sjl7UuYgodQub6_1xMm2y1N8h95hEiWVzRe6mpu2ppx8CnZ1EDLpiUCmkl3vqGSbu__bEXgA==',
  /** Another screen that has an rd. */
  today:
    'XQAACABGAAAAAAAAAAA9iIoG07$U9XZqpLgsNhRrwzVSVGsfyklexWXBlkhM0VDeTgADUMF5Wcx9f3JajMaBvisXHfGm_2aBoSjf_heVAA==',
  /** A screen code not known. */
  unknownScreen:
    'XQAACABvAAAAAAAAAAA9iIoG07$U9XFHnrk2f868IPYf9oGhLXjU$EylSBNBmiK99IERCmyUe9Pxep6q_1$dPFW6ZnmPqaBzHa3oo4cfjmk8Vxs9fMRgKoyyewTgwnOP2VDeQNL_wYyQAA==',
  /** Not a state. */
  ownInvention:
    'XQAACABCAAAAAAAAAAA9iIqG07gGEVSEP9rZKpQki6bqv$Kt$7MUft1bUTf$174BwMT0ZQbwzQSMnJnyggkfou4HVkvk3DEx5Bs4_XdUxP5WEAA=',
  /** No JSON. */
  notJson: 'XQAACAAdAAAAAAAAAAAeHMhnVbtj2LI970NQdDTSl_$MkUuz10xeF$hf___7SgAA',
  /** 20,000 brackets. */
  deep: 'XQAACAAgTgAAAAAAAAAt7_u__qOxXuX4P7KqJlX4aHBBcBUPjf0eTBuKQrcZ9GkYca5mI4qKTS$jDdl_puOMIxFT3H0igO3___spIAA=',
  /** 4,000 levels. */
  deepClosed:
    'XQAACADBXQAAAAAAAAA9iIoCNy$JjhAuXJiHmiCcirjslUAjjgkSroUUgJ_zgbLLtcEP1CQFd_WRzwrBg7ZyGjupzB0pHjjNTzSvB9eafCX2F0284f___FaAAA==',
  /** A million zeros, honestly declared. */
  bomb: 'XQAACABAQg8AAAAAAAAAb_3__6O3_0c$SBVyOWFRuJIo5qOGB_nu5B6C0y_FOjwBS7F$yYqKTS$jDdl_puOMIxFT4FkYxXWK4nf4tpR_DGrA3nRJZOLpXFOyBNj3RAyrXw1tRunlw3aIt5ZXrLZN4Wkdb_tLiBBsQsuIP1wAj9BOryYolHEfPY8k4XCepyNf7CjLhdGVmIp$KpHyJ3X3GcAGmE2Y_div1ZAPxCVT$PWRNjEFpbDub8FwTUcM0ZERqq1gHbrOsScYXFmG6WZSWL7pdqxZ5OVbBQj5lKs$____KMAAAA==',
  /** A million zeros, declared as 32,768. */
  liar: 'XQAACAAAgAAAAAAAAAAAb_3__6O3_0c$SBVyOWFRuJIo5qOGB_nu5B6C0y_FOjwBS7F$yYqKTS$jDdl_puOMIxFT4FkYxXWK4nf4tpR_DGrA3nRJZOLpXFOyBNj3RAyrXw1tRunlw3aIt5ZXrLZN4Wkdb_tLiBBsQsuIP1wAj9BOryYolHEfPY8k4XCepyNf7CjLhdGVmIp$KpHyJ3X3GcAGmE2Y_div1ZAPxCVT$PWRNjEFpbDub8FwTUcM0ZERqq1gHbrOsScYXFmG6WZSWL7pdqxZ5OVbBQj5lKs$____KMAAAA==',
  /** Length not declared. */
  lengthUnknown:
    'XQAACAD__________wA9iIoG07$U9XFHnrk2f868IPYf6dUBLXjU$EylSBNBmiK99IERCmyUe9Pxep6q_1$dPFW6ZnmPqi$7cmzdN6TIxCQI3p4I0sqYfAKsouxN5QM$OkmmFzvo8zTTehVhzP_SC1muol_sSZkZTG01DQ7vhP18kuOKjLDjd038TnwIBvtCiTE0bQ9Mv6UIbMINy5j__t5RgA==',
  /** The first 60 bytes. */
  cutShort: 'XQAACAAIAQAAAAAAAAA9iIoG07$U9XFHnrk2f868IPYf6dUBLXjU$EylSBNBmiK99IERCmyUe9Pxep6q',
  /** Other lc, lp, pb. */
  otherSettings:
    'XgAACAAIAQAAAAAAAAA9iIoG07$U9XFHnrk2f868IPYf6dUBLXjU$EylSBNBmiK99IERCmyUe9Pxep6q_1$dPFW6ZnmPqi$7cmzdN6TIxCQI3p4I0sqYfAKsouxN5QM$OkmmFzvo8zTTehVhzP_SC1muol_sSZkZTG01DQ7vhP18kuOKjLDjd038TnwIBvtCiTE0bQ9Mv6UIbMINy5j__t5RgA==',
  /** Not UTF-8. */
  notUtf8:
    'XQAACABuAAAAAAAAAAA9iIoG07$U9XFHnrk2f868IPYf6dUBLXjU$EylSBNBmiK99IERCmyUe9Pxep6q_1$dPFW6ZnmPsa_GMWGRFNtlbphI17QlmXHEpuu7JS5DsAXBw5rGK0O6_$$VWAA=',
}
